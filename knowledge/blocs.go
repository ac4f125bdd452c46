package knowledge

import (
	"fmt"
	"strconv"
	"strings"
)

// Bloc is an alliance, union, treaty, standing coalition or group within a
// parliament. Blocs are shared: whoever gets one must not change it.
type Bloc struct {
	ID       string // "bloc:nato"
	Kind     string // alliance, union, trade, treaty, group, organization, coalition, talks or caucus
	From, To string // founded and ended: a day, month or year (ISO 8601), or "" where open
	Sizes    []BlocMembers
	Opponent string // whom it is against, or ""
	Leader   string // who leads it, a country or body, or ""
	Names    []BlocName
}

// Name is the fullest name.
func (b *Bloc) Name() string { return b.Names[0].Text }

// Numbers tells whether a bloc ever had so many members.
func (b *Bloc) Numbers(n int) bool {
	for _, s := range b.Sizes {
		if s.N == n {
			return true
		}
	}
	return false
}

// BlocMembers is how many members a bloc had from a year on.
type BlocMembers struct {
	N     int
	Since string
}

// BlocName is what a bloc is called.
type BlocName struct {
	Text string
	// Weak says that others are called so too: it stands for the bloc only
	// where a text has another of its names.
	Weak bool
}

// Blocs are all blocs of the table, in its order. Nobody may change them.
func (d *Directory) Blocs() []*Bloc { return d.blocs }

// Bloc is the bloc with an ID or a name, in any case, "the" apart, or nil.
func (d *Directory) Bloc(name string) *Bloc {
	name = strings.TrimPrefix(strings.ToLower(name), "the ")
	for _, b := range d.blocs {
		if b.ID == name {
			return b
		}
		for _, n := range b.Names {
			if strings.ToLower(n.Text) == name {
				return b
			}
		}
	}
	return nil
}

// readBlocs reads the table of blocs; it fails on a row that is none.
func (d *Directory) readBlocs() error {
	seen := map[string]bool{}
	var bad error
	err := readTable("blocs.tsv", 8, func(r []string) {
		b, err := blocOf(r)
		if err == nil && seen[b.ID] {
			err = fmt.Errorf("knowledge: blocs.tsv: %s stands there twice", b.ID)
		}
		if err != nil {
			if bad == nil {
				bad = err
			}
			return
		}
		seen[b.ID] = true
		d.blocs = append(d.blocs, b)
	})
	if err == nil {
		err = bad
	}
	return err
}

// blocOf reads a row of the table.
func blocOf(r []string) (*Bloc, error) {
	b := &Bloc{ID: r[0], Kind: r[1], From: r[2], To: r[3], Opponent: r[5], Leader: r[6]}
	for size := range strings.FieldsSeq(r[4]) {
		count, since, _ := strings.Cut(size, "@")
		n, err := strconv.Atoi(count)
		if err != nil {
			return nil, fmt.Errorf("knowledge: blocs.tsv: %s: %q is no number of members", b.ID, size)
		}
		b.Sizes = append(b.Sizes, BlocMembers{n, since})
	}
	for name := range strings.SplitSeq(r[7], "|") {
		text, weak := strings.CutPrefix(name, "?")
		if text == "" {
			return nil, fmt.Errorf("knowledge: blocs.tsv: %s has an empty name", b.ID)
		}
		b.Names = append(b.Names, BlocName{text, weak})
	}
	return b, nil
}

package onrecord

// Reason is why a page could not be read: a closed list, so that failures can
// be counted.
type Reason string

// The reasons of failures.
const (
	ReasonBadInput    Reason = "bad_input"   // the request itself is wrong: a line that is not JSON, an unknown form
	ReasonNotFound    Reason = "not_found"   // no such file or page
	ReasonForbidden   Reason = "forbidden"   // an address that must not be reached, or a server's refusal
	ReasonUnreachable Reason = "unreachable" // no answer from the server
	ReasonHTTP        Reason = "http_status" // a status other than 200
	ReasonEmpty       Reason = "empty"       // no bytes, or nothing but white space
	ReasonTooLarge    Reason = "too_large"   // over the limit of bytes
	ReasonTimeout     Reason = "timeout"     // over the limit of time
	ReasonNotText     Reason = "not_text"    // an image, a PDF, an archive …
	ReasonNoArticle   Reason = "no_article"  // a page on which no article was found
	ReasonUnsupported Reason = "unsupported" // a language or format that cannot be read yet
	ReasonInternal    Reason = "internal"    // a defect of this program
)

// Reasons lists every reason.
func Reasons() []Reason {
	return []Reason{ReasonBadInput, ReasonNotFound, ReasonForbidden, ReasonUnreachable, ReasonHTTP, ReasonEmpty, ReasonTooLarge,
		ReasonTimeout, ReasonNotText, ReasonNoArticle, ReasonUnsupported, ReasonInternal}
}

// Failure is a page that could not be read: what, where and why. It is an
// error, and a row in the ledger.
type Failure struct {
	ID      string
	URL     string
	Stage   string // fetch, extract …
	Reason  Reason
	Message string
}

// Error gives the failure in one line.
func (f *Failure) Error() string {
	where := f.URL
	if where == "" {
		where = f.ID
	}
	if where != "" {
		where += ": "
	}
	return where + f.Stage + ": " + f.Message + " (" + string(f.Reason) + ")"
}

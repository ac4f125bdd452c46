package pipeline_test

import (
	"context"
	"fmt"
	"log"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/pipeline"
)

// A page in, its record out.
func Example() {
	reader, err := pipeline.New()
	if err != nil {
		log.Fatal(err)
	}
	page := onrecord.Page{Form: onrecord.Text, Body: []byte("“The boats go out tonight,” said Marta Lindqvist, president of the Pilots’ Guild.")}
	record, err := reader.Read(context.Background(), page)
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range record.Statements {
		fmt.Printf("%s (%s), %s: %s\n", s.Speaker.Name, s.Speaker.Role, s.Kind, s.Content[0].In(record.Article.Text))
	}
	// Output: Marta Lindqvist (president of the Pilots’ Guild), direct: “The boats go out tonight,”
}

// A failure says what could not be read, where, and why.
func ExampleReader_Read_failure() {
	reader, err := pipeline.New()
	if err != nil {
		log.Fatal(err)
	}
	_, err = reader.Read(context.Background(), onrecord.Page{ID: "page-7", Body: []byte("  ")})
	fmt.Println(err)
	// Output: page-7: extract: the page has no text (empty)
}

// Package byline turns a byline as printed ("By Jane Doe and John Roe,
// Political Editor | Reuters") into the names of the authors.
package byline

// Names gives the authors' names, people and agencies, in order, each once.
func Names(s string) []string { return nil }

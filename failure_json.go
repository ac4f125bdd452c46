package onrecord

// MarshalJSON writes the failure as the line that stands in a record's place.
func (f *Failure) MarshalJSON() ([]byte, error) {
	type jsonError struct {
		Kind    Reason `json:"kind"`
		Stage   string `json:"stage,omitempty"`
		Message string `json:"message"`
	}
	return encode(struct {
		Format int       `json:"format"`
		ID     string    `json:"id"`
		URL    string    `json:"url,omitempty"`
		Error  jsonError `json:"error"`
	}{Format, f.ID, f.URL, jsonError{f.Reason, f.Stage, f.Message}})
}

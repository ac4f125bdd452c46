package knowledge

// Code is the country of an ISO 3166-1 alpha-2 code.
func (d *Directory) Code(code string) (Country, bool) {
	c, ok := d.byCode[code]
	return c, ok
}

package handlers

// Watch has a desk tell what every picture plots, before it is drawn.
func (d *Desk) Watch(hear func(plot any)) { d.drawing = hear }

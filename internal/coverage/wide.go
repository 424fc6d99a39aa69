package coverage

import (
	"cmp"
	"math/big"
)

// narrow is how large numbers may be for their product to fit 64 bits.
const narrow = 1 << 31

// compareFractions compares x/xOf with y/yOf, exactly, whatever their size;
// the denominators are above 0.
func compareFractions(x, xOf, y, yOf int64) int {
	if max(x, -x, xOf, y, -y, yOf) < narrow {
		return cmp.Compare(x*yOf, y*xOf)
	}
	return new(big.Int).Mul(big.NewInt(x), big.NewInt(yOf)).Cmp(new(big.Int).Mul(big.NewInt(y), big.NewInt(xOf)))
}

package vi

import (
	"math/big"
	"strconv"
	"strings"
)

// minus is the sign people print; the hyphen is for words and dates.
const minus = "−"

// noFigure stands where a division has no answer.
const noFigure = "–"

// Int gives a whole number with dots between thousands: 1.196.739, −12.
func Int(n int64) string {
	sign, digits := "", strconv.FormatInt(n, 10)
	if n < 0 {
		sign, digits = minus, digits[1:]
	}
	return sign + group(digits)
}

// Signed gives a change: +5, −2, and 0 without a sign.
func Signed(n int64) string {
	if n > 0 {
		return "+" + Int(n)
	}
	return Int(n)
}

// Percent gives num/den in percent WITHOUT the sign "%": at most two
// decimals, half away from zero, decimal comma, no trailing zeros: 95,3.
// Of a den of 0 there is no percentage: "–".
func Percent(num, den int64) string {
	if den == 0 {
		return noFigure
	}
	share := big.NewRat(num, den)
	return decimal(roundRat(share.Mul(share, big.NewRat(10_000, 1))), 2)
}

// PercentBelow is Percent for a share that is measured against targets, in
// millionths (95,7% is 957000): a share below a target is never shown rounded
// up to it, so 94,996% against 95% is 94,99.
func PercentBelow(num, den int64, targets ...int64) string {
	if den == 0 {
		return noFigure
	}
	share := big.NewRat(num, den)
	hundredths := new(big.Rat).Mul(share, big.NewRat(10_000, 1))
	shown := roundRat(hundredths)
	for _, target := range targets {
		goal := big.NewRat(target, 1_000_000)
		if share.Cmp(goal) < 0 && new(big.Rat).SetFrac(shown, big.NewInt(10_000)).Cmp(goal) >= 0 {
			return decimal(floorRat(hundredths), 2)
		}
	}
	return decimal(shown, 2)
}

// Rate gives a rate in millionths as a percentage without the sign: 957000 is 95,7.
func Rate(millionths int64) string { return Percent(millionths, 1_000_000) }

// Points gives the change from was/wasOf to num/den in percentage points,
// signed, at most two decimals: +1,2. The caller adds "điểm %".
func Points(num, den, was, wasOf int64) string {
	if den == 0 || wasOf == 0 {
		return noFigure
	}
	diff := new(big.Rat).Sub(big.NewRat(num, den), big.NewRat(was, wasOf))
	return signedDecimal(diff.Mul(diff, big.NewRat(10_000, 1)))
}

// Growth gives the relative change from was to now in percent, signed, at
// most two decimals: +57. Nothing grows from 0: "–".
func Growth(now, was int64) string {
	if was == 0 {
		return noFigure
	}
	diff := new(big.Rat).Sub(big.NewRat(now, was), big.NewRat(1, 1))
	return signedDecimal(diff.Mul(diff, big.NewRat(10_000, 1)))
}

// Decimal gives num/den with at most places decimals (0 to 9), half away from
// zero, dots between thousands, trailing zeros dropped: 1.234,5.
func Decimal(num, den int64, places int) string {
	if den == 0 {
		return noFigure
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	r := big.NewRat(num, den)
	return decimal(roundRat(r.Mul(r, new(big.Rat).SetInt(scale))), places)
}

func signedDecimal(hundredths *big.Rat) string {
	n := roundRat(hundredths)
	if n.Sign() > 0 {
		return "+" + decimal(n, 2)
	}
	return decimal(n, 2)
}

// roundRat rounds to the nearest whole number, half away from zero.
func roundRat(r *big.Rat) *big.Int {
	num, den := new(big.Int).Abs(r.Num()), r.Denom()
	num.Lsh(num, 1).Add(num, den)
	num.Quo(num, new(big.Int).Lsh(den, 1))
	if r.Sign() < 0 {
		num.Neg(num)
	}
	return num
}

func floorRat(r *big.Rat) *big.Int {
	q, m := new(big.Int), new(big.Int)
	q.DivMod(r.Num(), r.Denom(), m)
	return q
}

// decimal writes n / 10^places, trailing zeros dropped.
func decimal(n *big.Int, places int) string {
	sign := ""
	if n.Sign() < 0 {
		sign = minus
	}
	digits := new(big.Int).Abs(n).String()
	if short := places + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	whole, part := digits[:len(digits)-places], strings.TrimRight(digits[len(digits)-places:], "0")
	if part == "" {
		return sign + group(whole)
	}
	return sign + group(whole) + "," + part
}

// group sets a dot before every third digit from the end.
func group(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	var b strings.Builder
	for i, d := range []byte(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteByte(d)
	}
	return b.String()
}

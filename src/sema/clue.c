/*
 * clue.c - why a total fails, as an accountant hunts it: a line left out or counted twice, a wrong
 * sign, two digits swapped, 元 taken for 万元, a rest in the last place.
 */
#include "sema/bind.h"

enum { POWER_LIMIT = 8 };

/* What the clues look at: total, sum, and how far apart they are (total - sum). */
struct case_at_hand {
    struct binder *binder;
    struct diag *diag;
    const struct quantity *total;
    const struct addend *addends;
    size_t count;
    struct rational sum, difference;
};

static bool equal(struct rational a, struct rational b)
{
    return rational_compare(a, b) == 0;
}

static struct rational magnitude(struct rational a)
{
    return a.numerator < 0 ? rational_negate(a) : a;
}

/* `a` times 10^power; false if it does not fit. */
static bool shifted(struct rational a, int power, struct rational *result)
{
    int64_t ten = 1;
    for (int i = power < 0 ? -power : power; i > 0; i--)
        ten *= 10;
    return power < 0 ? rational_divide(a, rational_whole(ten), result)
                     : rational_multiply(a, rational_whole(ten), result);
}

/* Whether a number is written without its unit. */
static bool is_bare(struct span span)
{
    struct str text = span.source ? span_text(span) : (struct str){0};
    return text.len && text.ptr[text.len - 1] >= '0' && text.ptr[text.len - 1] <= '9';
}

/* A bare total is hundreds of times too much or too little: 金额单位 may be what is wrong. */
static void place_money_unit(const struct case_at_hand *c)
{
    if (is_bare(c->diag->span) && c->binder->money_span.source)
        diag_place(c->binder->diags, c->diag, c->binder->money_span, NOTE_MONEY_UNIT, DIAG_NONE);
}

/* The total, or one addend, is a power of ten too large or too small: which of them is. */
enum off { OFF_NONE, OFF_TOTAL, OFF_ADDEND };

static enum off power_of_ten(const struct case_at_hand *c)
{
    for (int power = -POWER_LIMIT; power <= POWER_LIMIT; power++) {
        struct rational other, wanted;
        if (power == 0)
            continue;
        if (!rational_is_zero(c->sum) && shifted(c->sum, power, &other) &&
            equal(other, c->total->amount)) {
            if (power < -1 || power > 1)
                place_money_unit(c);
            if (power == 4 || power == -4)
                diag_help(c->binder->diags, c->diag, NOTE_CLUE_WAN_TOTAL, DIAG_NONE);
            else
                diag_help(c->binder->diags, c->diag, NOTE_CLUE_POWER_TOTAL,
                          DIAG_NUMBER(power < 0 ? -power : power));
            /* Of the two the one without a unit, 386 万元 beside 3860000. */
            bool is_addend =
                c->count == 1 && !is_bare(c->diag->span) && is_bare(c->addends[0].span);
            return is_addend ? OFF_ADDEND : OFF_TOTAL;
        }
        for (size_t i = 0; i < c->count && c->count > 1; i++) {
            struct rational amount = c->addends[i].quantity.amount;
            if (c->addends[i].quantity.is_written && !rational_is_zero(amount) &&
                shifted(amount, power, &other) && rational_subtract(other, amount, &wanted) &&
                equal(wanted, c->difference)) {
                if (power == 4 || power == -4)
                    diag_help(c->binder->diags, c->diag, NOTE_CLUE_WAN,
                              DIAG_PHRASE(c->addends[i].name));
                else
                    diag_help(c->binder->diags, c->diag, NOTE_CLUE_POWER,
                              DIAG_PHRASE(c->addends[i].name),
                              DIAG_NUMBER(power < 0 ? -power : power));
                return OFF_ADDEND;
            }
        }
    }
    return OFF_NONE;
}

/* The difference is one addend, or twice one. */
static bool one_addend(const struct case_at_hand *c)
{
    struct rational apart = magnitude(c->difference), twice;
    for (size_t i = 0; i < c->count && c->count > 1; i++) {
        struct rational amount = c->addends[i].quantity.amount;
        if (rational_is_zero(amount))
            continue;
        if (equal(apart, amount)) {
            diag_help(c->binder->diags, c->diag,
                      c->difference.numerator < 0 ? NOTE_CLUE_LEFT_OUT : NOTE_CLUE_TWICE,
                      DIAG_PHRASE(c->addends[i].name));
            return true;
        }
        if (c->difference.numerator < 0 && rational_multiply(amount, rational_whole(2), &twice) &&
            equal(apart, twice)) {
            diag_help(c->binder->diags, c->diag, NOTE_CLUE_SIGN, DIAG_PHRASE(c->addends[i].name));
            return true;
        }
    }
    return false;
}

/*
 * Whether swapping two neighbouring digits of the quantity as written changes it by `wanted`; the
 * digits are left in `*first` and `*second`.
 */
static bool swap_gives(const struct quantity *quantity, struct rational wanted, int *first,
                       int *second)
{
    if (!quantity->is_written || quantity->written.coefficient <= 0)
        return false;
    int128 coefficient = quantity->written.coefficient, place = 1;
    for (; place <= coefficient / 10; place *= 10) {
        int low = (int)(coefficient / place % 10), high = (int)(coefficient / place / 10 % 10);
        struct rational change;
        struct decimal by = {(int128)(low - high) * 9 * place, quantity->written.places};
        if (low == high || !rational_multiply(rational_of(by), quantity->measure->factor, &change))
            continue;
        if (equal(change, wanted)) {
            *first = high;
            *second = low;
            return true;
        }
    }
    return false;
}

static bool swapped_digits(const struct case_at_hand *c)
{
    int first, second;
    if (swap_gives(c->total, rational_negate(c->difference), &first, &second)) {
        diag_help(c->binder->diags, c->diag, NOTE_CLUE_SWAPPED_TOTAL, DIAG_NUMBER(first),
                  DIAG_NUMBER(second));
        return true;
    }
    for (size_t i = 0; i < c->count; i++) {
        if (swap_gives(&c->addends[i].quantity, c->difference, &first, &second)) {
            diag_help(c->binder->diags, c->diag, NOTE_CLUE_SWAPPED, DIAG_PHRASE(c->addends[i].name),
                      DIAG_NUMBER(first), DIAG_NUMBER(second));
            return true;
        }
    }
    return false;
}

/* As many units of the last place as there are addends: each was rounded on its own. */
static void last_place(const struct case_at_hand *c)
{
    struct rational unit, most;
    if (!c->total->is_written || c->count < 2)
        return;
    struct decimal place = {1, c->total->written.places};
    if (rational_multiply(rational_of(place), c->total->measure->factor, &unit) &&
        rational_multiply(unit, rational_whole((int64_t)(c->count / 2)), &most) &&
        rational_compare(magnitude(c->difference), most) <= 0 && c->total->written.places > 0)
        diag_help(c->binder->diags, c->diag, NOTE_CLUE_LAST_PLACE, DIAG_NONE);
}

bool add_clue(struct binder *b, struct diag *diag, const struct quantity *total,
              const struct quantity *sum, const struct addend *addends, size_t count, bool is_added)
{
    struct case_at_hand c = {b, diag, total, addends, count, sum->amount, {0, 1}};
    if (!rational_subtract(total->amount, sum->amount, &c.difference))
        return false;
    enum off off = power_of_ten(&c);
    if (!off && !(is_added && one_addend(&c)) && !swapped_digits(&c))
        last_place(&c);
    return off == OFF_ADDEND;
}

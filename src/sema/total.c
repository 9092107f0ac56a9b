/* total.c - does a total agree with its parts? */
#include "sema/bind.h"

bool sum_addends(const struct addend *addends, size_t count, const struct measure *shown,
                 struct quantity *sum)
{
    struct rational amount = rational_whole(0);
    for (size_t i = 0; i < count; i++) {
        if (!dimension_equal(&addends[i].quantity.measure.dimension, &shown->dimension) ||
            !rational_add(amount, addends[i].quantity.amount, &amount))
            return false;
    }
    *sum = quantity_of(amount, shown);
    return true;
}

/* Whether the addend is as precise as the total: then nothing but equality will do. */
static bool is_alike(const struct quantity *total, const struct quantity *addend)
{
    if (!total->is_written)
        return !addend->is_written;
    if (rational_is_zero(addend->amount))
        return true; /* nothing at all is not rounded from something */
    if (addend->is_written)
        return addend->written.places == total->written.places &&
               rational_compare(addend->measure.factor, total->measure.factor) == 0;
    struct rational in_total;
    struct decimal decimal;
    return rational_divide(addend->amount, total->measure.factor, &in_total) &&
           rational_is_decimal(in_total, total->written.places, &decimal);
}

/* Half a unit of the last written place, in base units; nothing for what was computed or is zero. */
static bool half_place(const struct quantity *quantity, struct rational *half)
{
    *half = rational_whole(0);
    if (!quantity->is_written || rational_is_zero(quantity->amount))
        return true;
    struct decimal place = {5, quantity->written.places + 1};
    return rational_multiply(rational_of(place), quantity->measure.factor, half);
}

enum agreement quantities_agree(const struct quantity *total, const struct addend *addends,
                                size_t count)
{
    struct quantity sum;
    struct rational difference, room, half;
    if (!sum_addends(addends, count, &total->measure, &sum) ||
        !rational_subtract(total->amount, sum.amount, &difference))
        return DISAGREES;
    if (rational_is_zero(difference))
        return AGREES_EXACTLY;
    bool alike = true;
    bool fits = half_place(total, &room);
    for (size_t i = 0; i < count && fits; i++) {
        alike &= is_alike(total, &addends[i].quantity);
        fits = half_place(&addends[i].quantity, &half) && rational_add(room, half, &room);
    }
    if (alike || !fits)
        return DISAGREES;
    if (difference.numerator < 0)
        difference = rational_negate(difference);
    return rational_compare(difference, room) <= 0 ? AGREES_WITHIN_PLACES : DISAGREES;
}

/* The total as it would be written if the addends are right; its unit and places stay as they are. */
static void offer_sum(struct binder *b, struct diag *diag, struct bilingual name, struct span span,
                      const struct quantity *total, const struct quantity *sum)
{
    struct rational shown;
    struct decimal rounded;
    if (!total->is_written || !rational_divide(sum->amount, total->measure.factor, &shown) ||
        !rational_round(shown, total->written.places, &rounded))
        return;
    char buffer[DECIMAL_TEXT_SIZE];
    struct str number = arena_copy(b->arena, decimal_print(rounded, buffer));
    struct str text = span_text(span);
    char last = text.len ? text.ptr[text.len - 1] : ' ';
    bool bare = last >= '0' && last <= '9';
    struct bilingual written = {number, number};
    if (!bare) {
        struct quantity whole = *total;
        whole.written = rounded;
        written = quantity_phrase(b->arena, &whole);
    }
    diag_help(b->diags, diag, NOTE_HELP_CHANGE_TOTAL, DIAG_PHRASE(name), DIAG_PHRASE(written));
    diag_fix(b->diags, diag, span, written.chinese, FIX_NAMED);
}

void place_addends(struct binder *b, struct diag *diag, const struct addend *addends, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (addends[i].span.source)
            diag_place(b->diags, diag, addends[i].span, NOTE_ADDEND, DIAG_PHRASE(addends[i].name),
                       DIAG_PHRASE(quantity_phrase(b->arena, &addends[i].quantity)));
    }
}

bool check_total(struct binder *b, enum diag_code code, struct bilingual name, struct span span,
                 const struct quantity *total, const struct addend *addends, size_t count)
{
    enum agreement agreement = quantities_agree(total, addends, count);
    if (agreement == AGREES_EXACTLY)
        return true;
    struct quantity sum;
    struct rational difference;
    if (!sum_addends(addends, count, &total->measure, &sum) ||
        !rational_subtract(total->amount, sum.amount, &difference)) {
        diag_report(b->diags, DIAG_NUMBER_OVERFLOW, span, DIAG_NONE);
        return false;
    }
    if (difference.numerator < 0)
        difference = rational_negate(difference);
    struct quantity apart = quantity_of(difference, &total->measure);
    struct bilingual sum_text = quantity_phrase(b->arena, &sum);
    struct bilingual apart_text = quantity_phrase(b->arena, &apart);
    if (agreement == AGREES_WITHIN_PLACES) {
        diag_report(b->diags, DIAG_TOTAL_WITHIN_PLACES, span, DIAG_PHRASE(name),
                    DIAG_PHRASE(sum_text), DIAG_PHRASE(apart_text));
        return true;
    }
    struct bilingual total_text = quantity_phrase(b->arena, total);
    struct diag *diag =
        diag_report(b->diags, code, span, DIAG_PHRASE(name), DIAG_PHRASE(total_text),
                    DIAG_PHRASE(sum_text), DIAG_PHRASE(apart_text));
    diag_label(b->diags, diag, NOTE_STATED, DIAG_PHRASE(total_text));
    place_addends(b, diag, addends, count);
    add_clue(b, diag, total, &sum, addends, count);
    offer_sum(b, diag, name, span, total, &sum);
    return false;
}

/* total.c - does a total agree with its parts? */
#include "sema/bind.h"
#include "syntax/signs.h"

enum sum_outcome sum_addends(const struct addend *addends, size_t count,
                             const struct measure *shown, struct quantity *sum)
{
    struct rational amount = rational_whole(0);
    for (size_t i = 0; i < count; i++) {
        if (!dimension_equal(&addends[i].quantity.measure->dimension, &shown->dimension))
            return SUM_UNLIKE;
        if (!rational_add(amount, addends[i].quantity.amount, &amount))
            return SUM_TOO_LARGE;
    }
    *sum = quantity_of(amount, shown);
    return SUM_FITS;
}

bool check_alike(struct binder *b, const struct addend *first, const struct addend *second)
{
    if (dimension_equal(&first->quantity.measure->dimension, &second->quantity.measure->dimension))
        return true;
    struct evaluator e = binder_evaluator(b);
    struct bilingual one = quantity_phrase(b->arena, &first->quantity);
    struct bilingual other = quantity_phrase(b->arena, &second->quantity);
    struct diag *diag = diag_report(b->diags, DIAG_UNLIKE_OPERANDS, second->span, DIAG_PHRASE(one),
                                    DIAG_PHRASE(other));
    diag_label(b->diags, diag, NOTE_ADDEND, DIAG_PHRASE(second->name), DIAG_PHRASE(other));
    place_addends(b, diag, first, 1);
    struct bilingual fitting = units_phrase(&e, &first->quantity.measure->dimension);
    if (fitting.chinese.len)
        diag_help(b->diags, diag, NOTE_HELP_UNITS_THAT_FIT, DIAG_PHRASE(fitting));
    return false;
}

void report_no_sum(struct binder *b, struct span span, const struct addend *addends, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (!check_alike(b, &addends[0], &addends[i]))
            return;
    }
    diag_report(b->diags, DIAG_NUMBER_OVERFLOW, span, DIAG_NONE);
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
               rational_compare(addend->measure->factor, total->measure->factor) == 0;
    struct rational in_total;
    struct decimal decimal;
    return rational_divide(addend->amount, total->measure->factor, &in_total) &&
           rational_is_decimal(in_total, total->written.places, &decimal);
}

/* Half a unit of the last written place, in base units; nothing for what was computed or is zero. Who
 * writes less than two decimals left out zeros: nobody rounds an amount to a whole 万元. */
static bool half_place(const struct quantity *quantity, struct rational *half)
{
    enum { LEAST_PLACES = 2 };
    *half = rational_whole(0);
    if (!quantity->is_written || rational_is_zero(quantity->amount))
        return true;
    unsigned written = quantity->written.places;
    struct decimal place = {5, (written < LEAST_PLACES ? LEAST_PLACES : written) + 1};
    return rational_multiply(rational_of(place), quantity->measure->factor, half);
}

/* Whether the addend is as precise as the model, too; its half of a place is added to `*room`. */
static bool add_room(const struct quantity *model, const struct quantity *addend, bool *alike,
                     struct rational *room)
{
    struct rational half;
    *alike &= is_alike(model, addend);
    return half_place(addend, &half) && rational_add(*room, half, room);
}

enum agreement totals_agree(const struct total *total, const struct addend *addends, size_t count)
{
    struct quantity sum;
    struct rational difference, room = rational_whole(0);
    if (sum_addends(addends, count, total->quantity.measure, &sum) != SUM_FITS ||
        !rational_subtract(total->quantity.amount, sum.amount, &difference))
        return NO_SUM;
    if (rational_is_zero(difference))
        return AGREES_EXACTLY;
    bool alike = true;
    const struct quantity *model = &total->quantity;
    bool fits = total->part_count || half_place(model, &room);
    for (size_t i = 0; i < total->part_count; i++) {
        if (i == 0 || rational_is_zero(model->amount))
            model = &total->parts[i].quantity;
    }
    for (size_t i = 0; i < total->part_count && fits; i++)
        fits = add_room(model, &total->parts[i].quantity, &alike, &room);
    for (size_t i = 0; i < count && fits; i++)
        fits = add_room(model, &addends[i].quantity, &alike, &room);
    if (alike || !fits)
        return DISAGREES;
    if (difference.numerator < 0)
        difference = rational_negate(difference);
    return rational_compare(difference, room) <= 0 ? AGREES_WITHIN_PLACES : DISAGREES;
}

/* What stands behind the last digit of an amount: “ 万元”, or nothing. */
static struct str unit_behind(struct str text)
{
    size_t end = 0, length;
    for (size_t at = 0; at < text.len; at++) {
        if (sign_digit(text, at, &length) >= 0)
            end = at + length;
    }
    return str_part(text, end, text.len);
}

/* The amount at `span` as it would be written if it were `sum`: exactly, with as many decimals as it has or as it
 * takes, rounded to its own if none will do. Its unit stays as it is. False if no amount stands there. */
static bool write_sum(struct binder *b, struct span span, const struct quantity *amount,
                      const struct quantity *sum, struct str *written)
{
    struct rational shown;
    struct decimal rounded;
    if (!amount->is_written || !rational_divide(sum->amount, amount->measure->factor, &shown) ||
        (!rational_is_decimal_within(shown, amount->written.places, DECIMAL_PLACE_LIMIT,
                                     &rounded) &&
         !rational_round(shown, amount->written.places, &rounded)))
        return false;
    char buffer[DECIMAL_TEXT_SIZE];
    /* The unit stays in the author's words, whatever those of the reader are. */
    struct str text = span_text(span);
    size_t length;
    if (sign_digit(text, text.len && text.ptr[0] == '-', &length) < 0)
        return false; /* a name, or something to be worked out */
    const struct str parts[] = {decimal_print(rounded, buffer), unit_behind(text)};
    *written = arena_join(b->arena, parts, 2);
    return true;
}

/* The only part of the amount that is not zero, if that is written and known; or NULL. `*is_whole` if it has
 * none at all. */
static const struct funding *only_part(const struct funding *whole, bool *is_whole)
{
    const struct funding *found = NULL;
    unsigned count = 0;
    *is_whole = true;
    for (const struct funding *part = whole->children; part; part = part->next) {
        if (!funding_is_written(part))
            continue;
        *is_whole = false;
        bool is_zero = part->is_stated && part->known && rational_is_zero(part->amount.amount);
        count += !is_zero;
        found = is_zero ? found : part;
    }
    return count == 1 && found->is_stated && found->known ? found : NULL;
}

/* The edits that make the amount `sum` and with it the one part that it is of, and so on; none if it is of
 * several, for nobody knows which of them is to change. */
static void fix_with_parts(struct binder *b, struct diag *diag, const struct funding *whole,
                           const struct quantity *sum)
{
    struct str written;
    bool is_whole = false;
    const struct funding *first = whole;
    for (; whole && !is_whole; whole = only_part(whole, &is_whole)) {
        if (!write_sum(b, whole->span, &whole->amount, sum, &written) ||
            rational_compare(whole->amount.amount, first->amount.amount) != 0)
            return;
    }
    for (whole = is_whole ? first : NULL; whole; whole = only_part(whole, &is_whole)) {
        write_sum(b, whole->span, &whole->amount, sum, &written);
        diag_fix(b->diags, diag, whole->span, written, FIX_NAMED);
    }
}

/* What the total would be if the addends are right. An edit of it alone is offered only where nothing else
 * would then ask for what it was. */
static void offer_sum(struct binder *b, struct diag *diag, const struct total *total,
                      const struct quantity *sum)
{
    struct str written;
    bool has_parts = false;
    for (const struct funding *part = total->whole ? total->whole->children : NULL; part;
         part = part->next)
        has_parts |= funding_is_written(part);
    if (!write_sum(b, total->span, &total->quantity, sum, &written))
        return;
    if (total->is_confirmed) {
        diag_help(b->diags, diag, NOTE_HELP_CHANGE_PARTS, DIAG_PHRASE(total->name));
        return;
    }
    struct bilingual amount = {written, written};
    if (!has_parts) {
        diag_help(b->diags, diag, NOTE_HELP_CHANGE_TOTAL, DIAG_PHRASE(total->name),
                  DIAG_PHRASE(amount));
        diag_fix(b->diags, diag, total->span, written, FIX_NAMED);
        return;
    }
    bool is_lines = diag->code == DIAG_LINES_MISMATCH;
    struct bilingual other = {is_lines ? STR("明细") : STR("年度安排"),
                              is_lines ? STR("lines") : STR("years")};
    diag_help(b->diags, diag, NOTE_HELP_CHANGE_WITH_PARTS, DIAG_PHRASE(total->name),
              DIAG_PHRASE(amount), DIAG_PHRASE(other));
    fix_with_parts(b, diag, total->whole, sum);
}

void place_addends(struct binder *b, struct diag *diag, const struct addend *addends, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (addends[i].span.source)
            diag_place(b->diags, diag, addends[i].span, NOTE_ADDEND, DIAG_PHRASE(addends[i].name),
                       DIAG_PHRASE(quantity_phrase(b->arena, &addends[i].quantity)));
    }
}

struct diag_argument stated_argument(struct binder *b, const struct quantity *quantity)
{
    struct bilingual text = quantity_phrase(b->arena, quantity);
    bool is_written = quantity->is_written;
    struct diag_argument argument = DIAG_PHRASE((
        (struct bilingual){arena_format(b->arena, "%s %" STR_FORMAT,
                                        is_written ? "写的是" : "算出来是", STR_ARG(text.chinese)),
                           arena_format(b->arena, "%s %" STR_FORMAT,
                                        is_written ? "says" : "comes to", STR_ARG(text.english))}));
    argument.known_by = text.chinese;
    return argument;
}

bool check_total(struct binder *b, enum diag_code code, const struct total *total,
                 const struct addend *addends, size_t count)
{
    enum agreement agreement = totals_agree(total, addends, count);
    if (agreement == AGREES_EXACTLY)
        return true;
    const struct quantity *stated = &total->quantity;
    struct quantity sum;
    struct rational difference;
    if (sum_addends(addends, count, stated->measure, &sum) != SUM_FITS ||
        !rational_subtract(stated->amount, sum.amount, &difference)) {
        struct addend whole = {total->span, total->name, *stated};
        if (sum_addends(addends, count, addends[0].quantity.measure, &sum) != SUM_FITS ||
            check_alike(b, &addends[0], &whole))
            report_no_sum(b, total->span, addends, count);
        return false;
    }
    if (difference.numerator < 0)
        difference = rational_negate(difference);
    struct quantity apart = quantity_of(difference, stated->measure);
    struct bilingual sum_text = quantity_phrase(b->arena, &sum);
    struct bilingual apart_text = quantity_phrase(b->arena, &apart);
    if (agreement == AGREES_WITHIN_PLACES) {
        diag_report(b->diags, DIAG_TOTAL_WITHIN_PLACES, total->span, DIAG_PHRASE(total->name),
                    DIAG_PHRASE(sum_text), DIAG_PHRASE(apart_text));
        return true;
    }
    struct diag *diag =
        diag_report(b->diags, code, total->span, DIAG_PHRASE(total->name),
                    stated_argument(b, stated), DIAG_PHRASE(sum_text), DIAG_PHRASE(apart_text));
    diag_label(b->diags, diag, stated->is_written ? NOTE_STATED : NOTE_EQUALS,
               DIAG_PHRASE(quantity_phrase(b->arena, stated)));
    place_addends(b, diag, addends, count);
    if (!add_clue(b, diag, stated, &sum, addends, count, true))
        offer_sum(b, diag, total, &sum);
    return false;
}

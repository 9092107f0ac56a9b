/* unit_prose_quantity.c - finding quantities and sums with the library's units. */
#include "unit_prose.h"

#include "sema/library.h"
#include "sema/text_equation.h"
#include "sema/text_quantity.h"

void prose_quantities(struct arena *a, const struct str *texts, struct str *found, size_t count)
{
    struct library library;
    struct units units;
    library_load(&library, a);
    units_init(&units, a, &library.units);
    for (size_t i = 0; i < count; i++) {
        struct str all = {0};
        const struct text_quantity *quantity = text_quantities(a, &units, texts[i]);
        for (; quantity; quantity = quantity->next) {
            struct str one = quantity_text(a, &quantity->quantity, LANGUAGE_CHINESE);
            all = all.len
                      ? arena_format(a, "%" STR_FORMAT "|%" STR_FORMAT, STR_ARG(all), STR_ARG(one))
                      : one;
        }
        found[i] = all;
    }
}

void prose_equations(struct arena *a, const struct str *texts, struct str *found, size_t count)
{
    struct library library;
    struct units units;
    library_load(&library, a);
    units_init(&units, a, &library.units);
    for (size_t i = 0; i < count; i++) {
        struct text_place place = text_miscalculated(&units, texts[i]);
        found[i] = str_part(texts[i], place.start, place.end);
    }
}

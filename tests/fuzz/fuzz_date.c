/* fuzz_date.c - any year, month and day; and days as they are written in a spec. */
#include "fuzz/check.h"

#include "base/date.h"
#include "syntax/parse.h"

static void check_day(struct date date)
{
    char buffer[DATE_TEXT_SIZE];
    struct date first = date_first_day(date), last = date_last_day(date);
    CHECK(date_is_valid(first) && date_is_valid(last) && first.day >= 1 && last.day >= 1);
    CHECK(date_compare(first, last) <= 0 && date_compare(first, date) == 0);
    CHECK(date_number(first) == date_number(date) && date_number(last) >= date_number(first));
    struct date again = date_of_number(date_number(last));
    CHECK(again.year == last.year && again.month == last.month && again.day == last.day);
    CHECK(date_print(date, buffer).len == (date.day ? 10u : date.month ? 7u : 4u));
    if (date_number(last) < date_number((struct date){DATE_YEAR_LAST, 12, 31})) {
        struct date next = date_of_number(date_number(last) + 1);
        CHECK(date_is_valid(next) && date_compare(last, next) < 0);
        CHECK(next.day == 1 || date.day > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size >= 4) {
        struct date date = {(int16_t)(data[0] << 8 | data[1]), (int8_t)data[2], (int8_t)data[3]};
        if (date_is_valid(date))
            check_day(date);
        date.year = (int16_t)(DATE_YEAR_FIRST + data[1]);
        if (date_is_valid(date))
            check_day(date);
    }
    struct arena a = ARENA_INIT;
    struct diags d = {.arena = &a};
    struct str text = arena_format(&a, "a: %.*s\n", (int)size, (const char *)data);
    struct ast_nodes nodes = parse(source_new(&a, STR("a.jx"), text), &a, &d, NULL);
    for (const struct ast_node *node = nodes.first; node; node = node->next) {
        for (const struct ast_expression *item = node->values; item; item = item->next) {
            if (item->kind == AST_DATE)
                check_day(item->date);
        }
    }
    arena_free(&a);
    return 0;
}

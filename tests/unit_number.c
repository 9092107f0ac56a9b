/* unit_number.c - tests of decimals, rationals and dates; the oracle tests more numbers than these. */
#include "base/date.h"
#include "base/decimal.h"

#include "unit.h"

static const int128 LARGEST = (int128)(~(uint128)0 >> 1);

static void test_decimal_parse(struct unit *u)
{
    static const struct {
        int line;
        const char *text, *printed;
        enum decimal_fault fault;
    } rows[] = {
        {HERE, "0", "0", DECIMAL_OK},
        {HERE, "80.00", "80.00", DECIMAL_OK},
        {HERE, "007", "7", DECIMAL_OK},
        {HERE, "0.05", "0.05", DECIMAL_OK},
        {HERE, "1_234_567.8_9", "1234567.89", DECIMAL_OK},
        {HERE, "0.0123456789", "0.0123456789", DECIMAL_OK},
        {HERE, "999999999999999999999999999999", "999999999999999999999999999999", DECIMAL_OK},
        {HERE, "99999999999999999999.0123456789", "99999999999999999999.0123456789", DECIMAL_OK},
        {HERE, "0000000000000000000000000000000000000000000000000001", "1", DECIMAL_OK},
        {HERE, "1000000000000000000000000000000", "", DECIMAL_TOO_LONG},
        {HERE, "1.000000000000000000000000000000", "", DECIMAL_TOO_LONG},
        {HERE, "0.00000000000", "", DECIMAL_TOO_MANY_PLACES},
        {HERE, "1.12345678901", "", DECIMAL_TOO_MANY_PLACES},
        {HERE, "", "", DECIMAL_MALFORMED},
        {HERE, ".", "", DECIMAL_MALFORMED},
        {HERE, ".5", "", DECIMAL_MALFORMED},
        {HERE, "5.", "", DECIMAL_MALFORMED},
        {HERE, "1.2.3", "", DECIMAL_MALFORMED},
        {HERE, "_1", "", DECIMAL_MALFORMED},
        {HERE, "1_", "", DECIMAL_MALFORMED},
        {HERE, "1__2", "", DECIMAL_MALFORMED},
        {HERE, "1_.2", "", DECIMAL_MALFORMED},
        {HERE, "1._2", "", DECIMAL_MALFORMED},
        {HERE, "-1", "", DECIMAL_MALFORMED},
        {HERE, "1e5", "", DECIMAL_MALFORMED},
        {HERE, "1,000", "", DECIMAL_MALFORMED},
        {HERE, "１", "", DECIMAL_MALFORMED},
        {HERE, "1000000000000000000000000000000000x", "", DECIMAL_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char buffer[DECIMAL_TEXT_SIZE];
        struct decimal value = {-7, 3};
        CHECK_ROW_NUMBER(u, &rows[i], decimal_parse(str_of(rows[i].text), &value), rows[i].fault);
        if (rows[i].fault == DECIMAL_OK)
            CHECK_ROW_TEXT(u, &rows[i], decimal_print(value, buffer), rows[i].printed);
        else
            CHECK_ROW_TEXT(u, &rows[i], decimal_print(value, buffer), "-0.007");
    }
}

static void test_decimal_print(struct unit *u)
{
    char buffer[DECIMAL_TEXT_SIZE];
    struct str text = decimal_print((struct decimal){-50, 2}, buffer);
    CHECK_TEXT(u, text, "-0.50");
    CHECK(u, text.ptr >= buffer && text.ptr < buffer + sizeof buffer);
    CHECK_NUMBER(u, text.ptr[text.len], 0);
    CHECK_TEXT(u, decimal_print((struct decimal){0, 2}, buffer), "0.00");
    CHECK_TEXT(u, decimal_print((struct decimal){LARGEST, 0}, buffer),
               "170141183460469231731687303715884105727");
    CHECK_TEXT(u, decimal_print((struct decimal){-LARGEST, 38}, buffer),
               "-1.70141183460469231731687303715884105727");
    CHECK_TEXT(u, decimal_print((struct decimal){(int128)1 << 64, 0}, buffer),
               "18446744073709551616");
    CHECK_TEXT(u, decimal_print((struct decimal){(int128)10 << 64, 1}, buffer),
               "18446744073709551616.0");
}

static void test_rational_print(struct unit *u)
{
    static const struct {
        int line;
        int64_t numerator, denominator;
        unsigned places;
        const char *text;
    } rows[] = {
        {HERE, 80, 1, 0, "80"},
        {HERE, 80, 1, 2, "80.00"},
        {HERE, 8000, 100, 0, "80"},
        {HERE, 1, 8, 0, "0.125"},
        {HERE, -1, 8, 2, "-0.125"},
        {HERE, -1, 2, 2, "-0.50"},
        {HERE, 0, 7, 2, "0.00"},
        {HERE, 6000, 9, 2, "2000/3"},
        {HERE, -2000, 3, 2, "-2000/3"},
        {HERE, 1, 10000000000, 0, "0.0000000001"},
        {HERE, 1, 100000000000, 0, "1/100000000000"},
        {HERE, 1, 100000000000, 12, "0.000000000010"},
        {HERE, 1, 1024, 0, "0.0009765625"},
        {HERE, 1, 2048, 0, "1/2048"},
    };
    char buffer[DECIMAL_TEXT_SIZE];
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct rational value = {rows[i].numerator, rows[i].denominator};
        CHECK_ROW_TEXT(u, &rows[i], rational_print(value, rows[i].places, buffer), rows[i].text);
    }
    CHECK_TEXT(u, rational_print((struct rational){LARGEST, 1}, 3, buffer),
               "170141183460469231731687303715884105727.000");
    CHECK_TEXT(u, rational_print((struct rational){-LARGEST, LARGEST - 1}, 0, buffer),
               "-170141183460469231731687303715884105727/170141183460469231731687303715884105726");
}

static void test_rational_round(struct unit *u)
{
    static const struct {
        int line;
        int64_t numerator, denominator;
        unsigned places;
        const char *text;
    } rows[] = {
        {HERE, 5, 2, 0, "3"},         {HERE, -5, 2, 0, "-3"},          {HERE, 7, 2, 0, "4"},
        {HERE, 24999, 10000, 0, "2"}, {HERE, 80005, 1000, 2, "80.01"}, {HERE, 435, 100, 1, "4.4"},
        {HERE, 2000, 3, 2, "666.67"}, {HERE, 1, 3, 2, "0.33"},         {HERE, -1, 3, 0, "0"},
        {HERE, -4, 10, 0, "0"},       {HERE, 0, 3, 2, "0.00"},         {HERE, 12, 15, 4, "0.8000"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char buffer[DECIMAL_TEXT_SIZE];
        struct decimal rounded = {0};
        struct rational value = {rows[i].numerator, rows[i].denominator};
        CHECK_ROW_NUMBER(u, &rows[i], rational_round(value, rows[i].places, &rounded), true);
        CHECK_ROW_TEXT(u, &rows[i], decimal_print(rounded, buffer), rows[i].text);
    }
    struct decimal none = {5, 1};
    CHECK(u, !rational_round((struct rational){LARGEST, 1}, 1, &none));
    CHECK(u, !rational_round((struct rational){LARGEST, 3}, 38, &none));
    /* What would be rounded up beyond the largest. */
    CHECK(u, !rational_round((struct rational){LARGEST / 10 * 4 + 3, 4}, 1, &none));
    CHECK(u, !rational_is_decimal((struct rational){LARGEST, 1}, 1, &none));
    CHECK(u, !rational_is_decimal((struct rational){1, 3}, 10, &none));
    CHECK(u, !rational_is_decimal((struct rational){1, 8}, 2, &none));
    CHECK(u, none.coefficient == 5 && none.places == 1);
    CHECK(u, rational_is_decimal((struct rational){-2, 16}, 3, &none));
    CHECK(u, none.coefficient == -125 && none.places == 3);
}

static void test_rational_arithmetic(struct unit *u)
{
    char buffer[DECIMAL_TEXT_SIZE];
    struct rational a = rational_of((struct decimal){7955, 2}), b = rational_whole(-3), sum;
    CHECK(u, rational_add(a, b, &sum));
    CHECK_TEXT(u, rational_print(sum, 0, buffer), "76.55");
    CHECK(u, rational_subtract(a, b, &sum));
    CHECK_TEXT(u, rational_print(sum, 0, buffer), "82.55");
    CHECK(u, rational_multiply(a, b, &sum));
    CHECK_TEXT(u, rational_print(sum, 0, buffer), "-238.65");
    CHECK(u, rational_divide(a, b, &sum));
    CHECK_TEXT(u, rational_print(sum, 0, buffer), "-1591/60");
    CHECK(u, sum.denominator > 0);
    CHECK(u, rational_add((struct rational){1, 6}, (struct rational){1, 10}, &sum));
    CHECK_TEXT(u, rational_print(sum, 0, buffer), "4/15");
    CHECK(u, rational_subtract(a, a, &sum) && rational_is_zero(sum));
    CHECK(u, rational_compare(rational_negate(sum), rational_whole(0)) == 0);

    sum = (struct rational){1, 7};
    struct rational largest = {LARGEST, 1}, smallest = {1, LARGEST};
    CHECK(u, !rational_divide(a, rational_whole(0), &sum));
    CHECK(u, !rational_add(largest, rational_whole(1), &sum));
    CHECK(u, !rational_subtract(rational_negate(largest), rational_whole(1), &sum));
    CHECK(u, !rational_add(smallest, (struct rational){1, 2}, &sum));
    CHECK(u, !rational_multiply(largest, rational_whole(-2), &sum));
    CHECK(u,
          !rational_multiply((struct rational){-((int128)1 << 126), 1}, rational_whole(2), &sum));
    CHECK(u, !rational_divide(smallest, rational_whole(2), &sum));
    /* 2^64 - 1 and 2^64 - 2 have no common divisor, and 2^128 does not fit. */
    CHECK(u, !rational_add((struct rational){1, ~(uint64_t)0},
                           (struct rational){1, ~(uint64_t)0 - 1}, &sum));
    CHECK(u, sum.numerator == 1 && sum.denominator == 7);
    struct decimal rounded;
    CHECK(u, rational_round(largest, 0, &rounded) && rounded.coefficient == LARGEST);
    CHECK(u, rational_is_decimal(rational_negate(largest), 0, &rounded) &&
                 rounded.coefficient == -LARGEST);

    /* What needs more than 128 bits on the way and fits in the end. */
    CHECK(u, rational_multiply(largest, smallest, &sum));
    CHECK(u, rational_compare(sum, rational_whole(1)) == 0);
    CHECK(u, rational_divide(smallest, smallest, &sum));
    CHECK(u, rational_compare(sum, rational_whole(1)) == 0);
    CHECK(u, rational_add((struct rational){LARGEST, 6}, (struct rational){-LARGEST, 10}, &sum));
    CHECK(u, sum.numerator == LARGEST && sum.denominator == 15);
    CHECK(u, rational_add((struct rational){LARGEST, LARGEST - 1},
                          (struct rational){-LARGEST, LARGEST - 1}, &sum));
    CHECK(u, rational_is_zero(sum));
    CHECK(u, rational_add((struct rational){(int128)1 << 126, 2},
                          (struct rational){(int128)1 << 126, 2}, &sum));
    CHECK(u, rational_compare(sum, (struct rational){(int128)1 << 126, 1}) == 0);
}

static void test_rational_compare(struct unit *u)
{
    struct rational below = {LARGEST - 1, LARGEST}, above = {LARGEST - 2, LARGEST - 1};
    CHECK_NUMBER(u, rational_compare(rational_whole(1), rational_whole(2)), -1);
    CHECK_NUMBER(u, rational_compare((struct rational){8000, 100}, rational_whole(80)), 0);
    CHECK_NUMBER(u, rational_compare((struct rational){8001, 100}, rational_whole(80)), 1);
    CHECK_NUMBER(u, rational_compare(below, above), 1);
    CHECK_NUMBER(u, rational_compare(above, below), -1);
    CHECK_NUMBER(u, rational_compare(rational_negate(above), rational_negate(below)), 1);
    CHECK_NUMBER(u, rational_compare(rational_negate(above), below), -1);
    CHECK_NUMBER(u, rational_compare(below, rational_negate(above)), 1);
    CHECK_NUMBER(u, rational_compare(rational_whole(0), below), -1);
    CHECK_NUMBER(u,
                 rational_compare((struct rational){LARGEST, LARGEST},
                                  (struct rational){LARGEST - 1, LARGEST - 1}),
                 0);
    struct rational lowest = rational_reduce((struct rational){-6000, 9});
    CHECK(u, lowest.numerator == -2000 && lowest.denominator == 3);
    lowest = rational_reduce((struct rational){0, 12});
    CHECK(u, lowest.numerator == 0 && lowest.denominator == 1);
}

static void test_date_validity(struct unit *u)
{
    static const struct {
        int line;
        struct date date;
        bool valid;
        const char *text;
    } rows[] = {
        {HERE, {1900, 1, 1}, true, "1900-01-01"},   {HERE, {1899, 12, 31}, false, "1899-12-31"},
        {HERE, {2199, 12, 31}, true, "2199-12-31"}, {HERE, {2200, 1, 1}, false, "2200-01-01"},
        {HERE, {1900, 2, 29}, false, "1900-02-29"}, {HERE, {2000, 2, 29}, true, "2000-02-29"},
        {HERE, {2100, 2, 29}, false, "2100-02-29"}, {HERE, {2024, 2, 29}, true, "2024-02-29"},
        {HERE, {2023, 2, 29}, false, "2023-02-29"}, {HERE, {2020, 4, 31}, false, "2020-04-31"},
        {HERE, {2020, 13, 1}, false, "2020-13-01"}, {HERE, {2020, 12, 0}, true, "2020-12"},
        {HERE, {2020, 0, 0}, true, "2020"},         {HERE, {2020, 0, 1}, false, "2020"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char buffer[DATE_TEXT_SIZE];
        CHECK_ROW_NUMBER(u, &rows[i], date_is_valid(rows[i].date), rows[i].valid);
        CHECK_ROW_TEXT(u, &rows[i], date_print(rows[i].date, buffer), rows[i].text);
    }
    CHECK(u, !date_is_valid((struct date){2020, -1, 0}));
    CHECK(u, !date_is_valid((struct date){2020, 1, -1}));
    CHECK(u, !date_is_valid((struct date){2020, 1, 32}));
}

static void test_date_order(struct unit *u)
{
    struct date year = {2020, 0, 0}, february = {2020, 2, 0}, leap_day = {2020, 2, 29};
    char buffer[DATE_TEXT_SIZE];
    CHECK_NUMBER(u, date_number((struct date){1900, 1, 1}), 0);
    CHECK_NUMBER(u, date_number((struct date){2199, 12, 31}), 109572);
    CHECK_NUMBER(u, date_number(year), 43829);
    CHECK_NUMBER(u, date_number(february), 43829 + 31);
    CHECK_TEXT(u, date_print(date_of_number(109572), buffer), "2199-12-31");
    CHECK_TEXT(u, date_print(date_of_number(43829 + 59), buffer), "2020-02-29");
    CHECK_TEXT(u, date_print(date_first_day(year), buffer), "2020-01-01");
    CHECK_TEXT(u, date_print(date_last_day(year), buffer), "2020-12-31");
    CHECK_TEXT(u, date_print(date_last_day(february), buffer), "2020-02-29");
    CHECK_TEXT(u, date_print(date_first_day(leap_day), buffer), "2020-02-29");
    CHECK_TEXT(u, date_print(date_last_day(leap_day), buffer), "2020-02-29");
    CHECK(u, date_compare(year, february) < 0);
    CHECK(u, date_compare(leap_day, february) > 0);
    CHECK(u, date_compare((struct date){2020, 2, 1}, february) == 0);
    CHECK(u, date_compare((struct date){2019, 12, 31}, year) < 0);
    CHECK(u, date_compare(year, (struct date){2020, 1, 1}) == 0);
    CHECK_NUMBER(u, date_days_in_month(2023, 2), 28);
    CHECK_NUMBER(u, date_days_in_month(2024, 2), 29);
    CHECK_NUMBER(u, date_days_in_month(2024, 12), 31);
}

int main(void)
{
    struct unit u = {0};
    test_decimal_parse(&u);
    test_decimal_print(&u);
    test_rational_print(&u);
    test_rational_round(&u);
    test_rational_arithmetic(&u);
    test_rational_compare(&u);
    test_date_validity(&u);
    test_date_order(&u);
    return unit_finish(&u);
}

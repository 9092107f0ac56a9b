/*
 * date.h - days and months of the proleptic Gregorian calendar, 1900-01-01 to 2199-12-31.
 *
 * No function of the C library's clock is used: nothing here knows what day it is.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { DATE_YEAR_FIRST = 1900, DATE_YEAR_LAST = 2199, DATE_TEXT_SIZE = 16 };

/* A day; with `day` 0, a whole month; with `month` 0 as well, a whole year. */
struct date {
    int16_t year;
    int8_t month, day;
};

/* Whether the calendar has it and it lies in the supported years. */
bool date_is_valid(struct date date);

/* 28 to 31; `month` is 1 to 12. */
int date_days_in_month(int year, int month);

/* Days since 1900-01-01 of a valid day (a month or year counts as its first day), and back.
 * Only the tests count days, to check the calendar one day after the other. */
int32_t date_number(struct date date);
struct date date_of_number(int32_t number);

/* Negative, zero or positive, by the first day of each. */
int date_compare(struct date a, struct date b);

/* The first and the last day that a month or year (or day) covers. */
struct date date_first_day(struct date date);
struct date date_last_day(struct date date);

/* "2020-01-31", "2020-01" or "2020", in `buffer`, NUL-terminated. */
struct str date_print(struct date date, char buffer[DATE_TEXT_SIZE]);

#endif

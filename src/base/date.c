/* date.c - days and months of the proleptic Gregorian calendar. */
#include "base/date.h"

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from 1900-01-01 to the first day of `year`. 460 leap days lie before 1900. */
static int32_t days_before_year(int year)
{
    int past = year - 1;
    return (int32_t)(365 * (year - DATE_YEAR_FIRST) + past / 4 - past / 100 + past / 400 - 460);
}

int date_days_in_month(int year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

bool date_is_valid(struct date date)
{
    if (date.year < DATE_YEAR_FIRST || date.year > DATE_YEAR_LAST)
        return false;
    if (date.month == 0)
        return date.day == 0;
    if (date.month < 1 || date.month > 12)
        return false;
    return date.day >= 0 && date.day <= date_days_in_month(date.year, date.month);
}

struct date date_first_day(struct date date)
{
    if (date.month == 0)
        date.month = 1;
    if (date.day == 0)
        date.day = 1;
    return date;
}

struct date date_last_day(struct date date)
{
    if (date.month == 0)
        date.month = 12;
    if (date.day == 0)
        date.day = (int8_t)date_days_in_month(date.year, date.month);
    return date;
}

int32_t date_number(struct date date)
{
    static const int16_t days_before_month[] = {0,   31,  59,  90,  120, 151,
                                                181, 212, 243, 273, 304, 334};
    date = date_first_day(date);
    return days_before_year(date.year) + days_before_month[date.month - 1] +
           (date.month > 2 && is_leap(date.year)) + date.day - 1;
}

struct date date_of_number(int32_t number)
{
    /* A year has at most 366 days, so this is never too late and at most a year too early. */
    int year = DATE_YEAR_FIRST + number / 366;
    while (year < DATE_YEAR_LAST && days_before_year(year + 1) <= number)
        year++;
    int day = (int)(number - days_before_year(year));
    int month = 1;
    while (month < 12 && day >= date_days_in_month(year, month))
        day -= date_days_in_month(year, month++);
    return (struct date){(int16_t)year, (int8_t)month, (int8_t)(day + 1)};
}

int date_compare(struct date a, struct date b)
{
    a = date_first_day(a);
    b = date_first_day(b);
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

/* `-` and two digits. */
static size_t print_part(int part, char *at)
{
    at[0] = '-';
    at[1] = (char)('0' + part / 10 % 10);
    at[2] = (char)('0' + part % 10);
    return 3;
}

struct str date_print(struct date date, char buffer[DATE_TEXT_SIZE])
{
    size_t length = 4;
    int year = date.year;
    for (size_t i = length; i-- > 0; year /= 10)
        buffer[i] = (char)('0' + year % 10);
    if (date.month)
        length += print_part(date.month, buffer + length);
    if (date.month && date.day)
        length += print_part(date.day, buffer + length);
    buffer[length] = '\0';
    return (struct str){buffer, length};
}

/*
 * unit.h - what the unit tests are written with.
 *
 * A test program has one `struct unit`, hands it to its test functions and ends with unit_finish. A
 * check that fails is printed with its place and its values, and the next one is made.
 */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include "base/str.h"

#include <stdio.h>

struct unit {
    unsigned passed, failed;
};

/* That a condition holds; that two whole numbers or two texts are equal. */
#define CHECK(u, condition) unit_check((u), (condition), __FILE__, __LINE__, #condition)
#define CHECK_NUMBER(u, actual, expected) \
    unit_check_number((u), (long long)(actual), (long long)(expected), __FILE__, __LINE__, #actual)
#define CHECK_TEXT(u, actual, expected) \
    unit_check_text((u), (actual), str_of(expected), __FILE__, __LINE__, #actual)

/* For rows of a table: the place that a failure is to be blamed on. */
#define HERE __LINE__
#define CHECK_ROW_NUMBER(u, row, actual, expected)                                            \
    unit_check_number((u), (long long)(actual), (long long)(expected), __FILE__, (row)->line, \
                      #actual)
#define CHECK_ROW_TEXT(u, row, actual, expected) \
    unit_check_text((u), (actual), str_of(expected), __FILE__, (row)->line, #actual)

/* The number of elements of an array. */
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static inline void unit_check(struct unit *u, bool holds, const char *file, int line,
                              const char *what)
{
    if (!holds)
        printf("%s:%d: not so: %s\n", file, line, what);
    u->passed += holds;
    u->failed += !holds;
}

static inline void unit_check_number(struct unit *u, long long actual, long long expected,
                                     const char *file, int line, const char *what)
{
    if (actual != expected)
        printf("%s:%d: %s is %lld, expected %lld\n", file, line, what, actual, expected);
    u->passed += actual == expected;
    u->failed += actual != expected;
}

static inline void unit_check_text(struct unit *u, struct str actual, struct str expected,
                                   const char *file, int line, const char *what)
{
    bool equal = str_equal(actual, expected);
    if (!equal)
        printf("%s:%d: %s is “%" STR_FORMAT "”, expected “%" STR_FORMAT "”\n", file, line, what,
               STR_ARG(actual), STR_ARG(expected));
    u->passed += equal;
    u->failed += !equal;
}

/* Prints `N passed, N failed`; what main returns. */
static inline int unit_finish(const struct unit *u)
{
    printf("%u passed, %u failed\n", u->passed, u->failed);
    return u->failed ? 1 : 0;
}

#endif

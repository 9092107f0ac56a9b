/*
 * decimal_driver.c - answers questions of decimal_oracle.py about numbers and days.
 *
 *   decimal_driver           reads a question a line from standard input, prints an answer a line
 *   decimal_driver days      prints every day with its number, the days of its month and year
 *
 * A question is a reckoning in reverse Polish notation, its words parted by spaces:
 *   12.50       a number as a spec writes it, read by decimal_parse
 *   #-2000/3    a rational as it is, not reduced
 *   + - * / ~   on the topmost values; ~ negates
 *   reduce      lowest terms
 *   round:2     the topmost value becomes the rounded one
 * and ends with one of
 *   raw         prints the topmost value as numerator/denominator
 *   compare     prints -1, 0 or 1 for the two topmost values
 *   print:2     prints it as rational_print does
 *   decimal:2   prints it as the decimal that it is, or "no"
 * A step that has no result ends the line with "overflow", or "fault N" from decimal_parse.
 */
#include "base/date.h"
#include "base/decimal.h"

#include <stdio.h>
#include <stdlib.h>

enum { STACK_SIZE = 16, LINE_SIZE = 4096 };

struct machine {
    struct rational stack[STACK_SIZE];
    size_t depth;
};

static _Noreturn void give_up(const char *why, const char *word)
{
    fprintf(stderr, "decimal_driver: %s: %s\n", why, word);
    exit(2);
}

static void push(struct machine *m, struct rational value)
{
    if (m->depth == STACK_SIZE)
        give_up("too deep", "");
    m->stack[m->depth++] = value;
}

static struct rational pop(struct machine *m)
{
    if (m->depth == 0)
        give_up("too few values", "");
    return m->stack[--m->depth];
}

static int128 read_whole(const char **at)
{
    bool negative = **at == '-';
    *at += negative;
    int128 value = 0;
    for (; **at >= '0' && **at <= '9'; (*at)++)
        value = value * 10 + (**at - '0');
    return negative ? -value : value;
}

static void print_raw(struct rational value)
{
    char above[DECIMAL_TEXT_SIZE], below[DECIMAL_TEXT_SIZE];
    decimal_print((struct decimal){value.numerator, 0}, above);
    decimal_print((struct decimal){value.denominator, 0}, below);
    printf("%s/%s\n", above, below);
}

/* One of the four operations on two values; whether it has a result. */
static bool operate(struct machine *m, char sign)
{
    struct rational b = pop(m), a = pop(m), result = {0};
    bool fits = false;
    switch (sign) {
    case '+':
        fits = rational_add(a, b, &result);
        break;
    case '-':
        fits = rational_subtract(a, b, &result);
        break;
    case '*':
        fits = rational_multiply(a, b, &result);
        break;
    case '/':
        fits = rational_divide(a, b, &result);
        break;
    }
    push(m, result);
    return fits;
}

/* Answers a last word; false if `word` is none. */
static bool answer(struct machine *m, const char *word)
{
    char buffer[DECIMAL_TEXT_SIZE];
    struct decimal decimal;
    if (strcmp(word, "raw") == 0) {
        print_raw(pop(m));
    } else if (strcmp(word, "compare") == 0) {
        struct rational b = pop(m), a = pop(m);
        printf("%d\n", rational_compare(a, b));
    } else if (strncmp(word, "print:", 6) == 0) {
        puts(rational_print(pop(m), (unsigned)atoi(word + 6), buffer).ptr);
    } else if (strncmp(word, "decimal:", 8) == 0) {
        bool is = rational_is_decimal(pop(m), (unsigned)atoi(word + 8), &decimal);
        puts(is ? decimal_print(decimal, buffer).ptr : "no");
    } else {
        return false;
    }
    return true;
}

/* Does what a word says; false, with the answer printed, if that has no result. */
static bool step(struct machine *m, const char *word)
{
    struct decimal decimal;
    bool fits = true;
    if (*word == '#') {
        const char *at = word + 1;
        int128 numerator = read_whole(&at);
        at++;
        push(m, (struct rational){numerator, read_whole(&at)});
    } else if (strchr("+-*/", *word) && word[1] == '\0') {
        fits = operate(m, *word);
    } else if (strcmp(word, "~") == 0) {
        push(m, rational_negate(pop(m)));
    } else if (strcmp(word, "reduce") == 0) {
        push(m, rational_reduce(pop(m)));
    } else if (strncmp(word, "round:", 6) == 0) {
        fits = rational_round(pop(m), (unsigned)atoi(word + 6), &decimal);
        if (fits)
            push(m, rational_of(decimal));
    } else {
        enum decimal_fault fault = decimal_parse(str_of(word), &decimal);
        if (fault != DECIMAL_OK) {
            printf("fault %d\n", (int)fault);
            return false;
        }
        push(m, rational_of(decimal));
    }
    if (!fits)
        puts("overflow");
    return fits;
}

static void answer_line(char *line)
{
    struct machine m = {.depth = 0};
    char *rest = NULL;
    for (char *word = strtok_r(line, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest))
        if (answer(&m, word) || !step(&m, word))
            return;
    give_up("no last word", line);
}

static void print_days(void)
{
    struct date last = {DATE_YEAR_LAST, 12, 31};
    for (int32_t number = 0; number <= date_number(last); number++) {
        struct date day = date_of_number(number);
        struct date month = {day.year, day.month, 0}, year = {day.year, 0, 0};
        struct date before = date_of_number(number ? number - 1 : 0);
        char texts[4][DATE_TEXT_SIZE];
        printf("%s %d %d %d %s %s %s\n", date_print(day, texts[0]).ptr, (int)date_number(day),
               date_is_valid(day), date_compare(before, day),
               date_print(date_first_day(month), texts[1]).ptr,
               date_print(date_last_day(month), texts[2]).ptr,
               date_print(date_last_day(year), texts[3]).ptr);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "days") == 0) {
        print_days();
        return 0;
    }
    char line[LINE_SIZE];
    while (fgets(line, sizeof line, stdin))
        answer_line(line);
    return 0;
}

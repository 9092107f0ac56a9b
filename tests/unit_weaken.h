/*
 * unit_weaken.h - compares two targets written in the language.
 *
 * Of a file of its own, because unit.h and the units of the language have one name.
 */
#ifndef TESTS_UNIT_WEAKEN_H
#define TESTS_UNIT_WEAKEN_H

/* What comes of a comparison, in the order of enum weakening. */
enum { IS_WEAKENED, IS_NOT_WEAKENED, IS_NOT_COMPARABLE, ARE_NO_TARGETS };

struct weaken_bench;

/* Loads the library, and gives all memory back. */
struct weaken_bench *weaken_bench_open(void);
void weaken_bench_close(struct weaken_bench *bench);

/* target_weakened of two targets as an author writes them behind an indicator's name. */
int weaken_bench_compare(struct weaken_bench *bench, const char *old, const char *new_one);

#endif

/*
 * vocabulary.h - the words of the language: vocabulary.def as tables.
 *
 * A word is looked up in the block that it stands in, so no word is reserved, and a new one breaks no
 * old spec. The binder, JSON, its schema, the sheets and the reference pages all read these tables.
 */
#ifndef SEMA_VOCABULARY_H
#define SEMA_VOCABULARY_H

#include "base/diag.h"
#include "base/map.h"

enum block {
#define BLOCK(name, chinese, english) BLOCK_##name,
#define WORD(block, name, chinese, english, json, type, count, argument, chinese_line, english_line)
#include "sema/vocabulary.def"
#undef BLOCK
#undef WORD
    BLOCK_NONE
};

/* Every word of every block, in the order of the table: WORD_PROJECT_YEAR … */
enum word_id {
#define BLOCK(name, chinese, english) WORD_FIRST_##name, WORD_BEFORE_##name = WORD_FIRST_##name - 1,
#define WORD(block, name, chinese, english, json, type, count, argument, chinese_line, \
             english_line)                                                             \
    WORD_##block##_##name,
#include "sema/vocabulary.def"
#undef BLOCK
#undef WORD
    WORD_COUNT
};

enum word_type {
    TYPE_TEXT,
    TYPE_TITLE,
    TYPE_YEAR,
    TYPE_DATE,
    TYPE_PERIOD,
    TYPE_YEARS,
    TYPE_MONEY,
    TYPE_MONEY_UNIT,
    TYPE_NUMBER,
    TYPE_CHOICE,
    TYPE_TARGET,
    TYPE_OBJECT,
    TYPE_NAMES,
    TYPE_TRUTH,
    TYPE_EXPRESSION,
    TYPE_LIST,
    TYPE_DERIVED,
};

enum word_count { COUNT_ONE, COUNT_MANY };

/* A row of WORD; first what the binder looks at, in one line of the cache. */
struct word {
    enum word_id id;
    enum block block;
    enum word_type type;
    enum word_count count;
    enum block argument; /* BLOCK_NONE if none */
    struct bilingual name;
    struct str json;
    struct bilingual line;
};

/* The rows in order, and where those of each block begin; for the functions below. */
extern const struct word vocabulary_rows[];
extern const enum word_id vocabulary_firsts[];
extern const uint64_t vocabulary_prose[];

/* The row of a word, and what a block is called. */
static inline const struct word *word_info(enum word_id id)
{
    return &vocabulary_rows[id];
}
struct bilingual block_name(enum block block);

/* The words of a block: from word_first to before word_end, in order. */
static inline enum word_id word_first(enum block block)
{
    return vocabulary_firsts[block];
}
static inline enum word_id word_end(enum block block)
{
    return vocabulary_firsts[block + 1];
}

/* Of the words of a block those whose fields hold texts, or a block that may: bit n is the n-th of them. */
static inline uint64_t block_prose(enum block block)
{
    return vocabulary_prose[block + 1];
}

/* Every spelling of every word; made once, then only read. */
struct vocabulary {
    struct map words[BLOCK_NONE]; /* spelling → const struct word * */
};

/* Enters every word that an author may write. */
void vocabulary_init(struct vocabulary *vocabulary, struct arena *a);

/* The word spelled so, in either language, that an author may write in `block`; or NULL. */
const struct word *vocabulary_find(const struct vocabulary *vocabulary, enum block block,
                                   struct str spelling);

#endif

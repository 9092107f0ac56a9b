/* vocabulary.c - the words of the language as tables. */
#include "sema/vocabulary.h"

#define TEXT_OF(literal)            \
    {                               \
        literal, sizeof literal - 1 \
    }

const struct word vocabulary_rows[] = {
#define BLOCK(name, chinese, english)
#define WORD(block, name, chinese, english, json, type, count, argument, chinese_line, \
             english_line)                                                             \
    {WORD_##block##_##name, BLOCK_##block,                                             \
     TYPE_##type,           COUNT_##count,                                             \
     BLOCK_##argument,      {TEXT_OF(chinese), TEXT_OF(english)},                      \
     TEXT_OF(json),         {TEXT_OF(chinese_line), TEXT_OF(english_line)}},
#include "sema/vocabulary.def"
#undef BLOCK
#undef WORD
};

/* That the fields of a block which are written are bits of 64. */
#define BLOCK(name, chinese, english)
#define WORD(block, name, chinese, english, json, type, count, argument, chinese_line, \
             english_line)                                                             \
    _Static_assert(WORD_##block##_##name - WORD_FIRST_##block < 64, "too many words");
#include "sema/vocabulary.def"
#undef BLOCK
#undef WORD

static const struct bilingual block_names[] = {
#define BLOCK(name, chinese, english) {TEXT_OF(chinese), TEXT_OF(english)},
#define WORD(block, name, chinese, english, json, type, count, argument, chinese_line, english_line)
#include "sema/vocabulary.def"
#undef BLOCK
#undef WORD
    {TEXT_OF(""), TEXT_OF("")},
};

struct bilingual block_name(enum block block)
{
    return block_names[block];
}

const enum word_id vocabulary_firsts[] = {
#define BLOCK(name, chinese, english) WORD_FIRST_##name,
#define WORD(block, name, chinese, english, json, type, count, argument, chinese_line, english_line)
#include "sema/vocabulary.def"
#undef BLOCK
#undef WORD
    WORD_COUNT,
};

/* Behind a first number that is none's. */
#define IS_PROSE(type) (uint64_t)(type == TYPE_TEXT || type == TYPE_TITLE || type == TYPE_OBJECT)
const uint64_t vocabulary_prose[] = {0
#define BLOCK(name, chinese, english) , 0
#define WORD(block, name, chinese, english, json, type, count, argument, chinese_line, \
             english_line)                                                             \
    | IS_PROSE(TYPE_##type) << (WORD_##block##_##name - WORD_FIRST_##block)
#include "sema/vocabulary.def"
#undef BLOCK
#undef WORD
};

void vocabulary_init(struct vocabulary *vocabulary, struct arena *a)
{
    for (enum word_id id = 0; id < WORD_COUNT; id++) {
        const struct word *word = &vocabulary_rows[id];
        if (word->type == TYPE_DERIVED)
            continue;
        map_put(&vocabulary->words[word->block], a, word->name.chinese, word);
        map_put(&vocabulary->words[word->block], a, word->name.english, word);
    }
}

const struct word *vocabulary_find(const struct vocabulary *vocabulary, enum block block,
                                   struct str spelling)
{
    return map_get(&vocabulary->words[block], spelling);
}

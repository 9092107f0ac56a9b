/* text_clause.c - clauses that several texts have in common. */
#include "sema/text.h"

#include "sema/text_characters.h"

#include "base/bytes.h"
#include "base/map.h"

enum {
    CLAUSE_LEAST = 8,   /* characters; shorter ones are common property */
    CHARACTER_MOST = 4, /* bytes */
};

/* A clause that was met, and in which texts. */
struct clause {
    size_t texts, last; /* how many have it; the number of the last one, from 1 */
};

/* The clause without the adverbs and particles before its verb. */
static struct str without_adverbs(struct str clause)
{
#define ADVERB(word)          \
    {                         \
        word, sizeof word - 1 \
    }
    static const struct str words[] = {
        ADVERB("及时"),   ADVERB("有效"), ADVERB("良好"), ADVERB("按时"), ADVERB("按期"),
        ADVERB("圆满"),   ADVERB("顺利"), ADVERB("全面"), ADVERB("认真"), ADVERB("切实"),
        ADVERB("高效"),   ADVERB("积极"), ADVERB("不断"), ADVERB("确保"), ADVERB("将"),
        ADVERB("进一步"), ADVERB("的"),   ADVERB("地"),   ADVERB("和"),   ADVERB("并"),
        ADVERB(" "),
    };
#undef ADVERB
    for (size_t i = 0; i < sizeof words / sizeof words[0] && clause.len > 0;) {
        /* Of three bytes, the first is the same for most characters, the last seldom. */
        size_t last = words[i].len > 2 ? 2 : 0;
        if (clause.len > last && clause.ptr[last] == words[i].ptr[last] &&
            str_starts_with(clause, words[i])) {
            clause = str_part(clause, words[i].len, clause.len);
            i = 0;
        } else {
            i++;
        }
    }
    return clause;
}

/* The next clause at `*at`, moving behind it and its punctuation; empty at the end. */
static struct str next_clause(struct str text, size_t *at)
{
    while (*at < text.len) {
        size_t start = *at, end = bytes_skip_ideographs(text, start);
        for (*at = end; *at < text.len; end = *at = bytes_skip_ideographs(text, *at)) {
            if (text_is_clause_end(text_next(text, at)))
                break;
        }
        struct str clause = without_adverbs(str_part(text, start, end));
        if (clause.len >= CHARACTER_MOST * CLAUSE_LEAST ||
            (clause.len >= CLAUSE_LEAST && utf8_length(clause) >= CLAUSE_LEAST))
            return clause;
    }
    return (struct str){0};
}

/*
 * Whether two of the texts may share a clause: by the hash of each, with the number of its text. Mostly
 * they do not, and nothing else need be kept of them.
 */
static bool may_share(const struct str *texts, size_t count)
{
    enum { PLACES = 64, CLAUSES_MOST = 32 /* beyond them nothing is told */ };
    struct {
        unsigned hash, text;
    } noted[PLACES] = {{0, 0}};
    unsigned clauses = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        for (struct str clause; (clause = next_clause(texts[i], &at)).len;) {
            unsigned hash = str_hash(clause), place = hash % PLACES, text = (unsigned)i + 1;
            while (noted[place].text && noted[place].hash != hash)
                place = (place + 1) % PLACES;
            if ((noted[place].text && noted[place].text != text) || clauses++ == CLAUSES_MOST)
                return true;
            noted[place].hash = hash;
            noted[place].text = text;
        }
    }
    return false;
}

size_t text_share_clause(struct arena *scratch, const struct str *texts, size_t count, bool *shares)
{
    struct map met = {0};
    struct str most = {0};
    size_t best = 1;
    for (size_t i = 0; i < count; i++)
        shares[i] = false;
    if (!may_share(texts, count))
        return 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        for (struct str clause; (clause = next_clause(texts[i], &at)).len;) {
            struct clause *known = (struct clause *)map_get(&met, clause);
            if (!known) {
                known = ARENA_NEW(scratch, struct clause);
                map_put(&met, scratch, clause, known);
            }
            known->texts += known->last != i + 1;
            known->last = i + 1;
            if (known->texts > best)
                best = known->texts, most = clause;
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        struct str clause = {0};
        while (most.len && !shares[i] && (clause = next_clause(texts[i], &at)).len)
            shares[i] = str_equal(clause, most);
    }
    return most.len ? best : 0;
}

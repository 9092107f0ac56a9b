/* facts.c - what stands in a text, counted. */
#include "syntax/facts.h"

#include "base/line_merge.h"
#include "base/map.h"
#include "base/utf8.h"
#include "syntax/signs.h"

/* How often it stands in each of the texts. */
struct fact {
    struct str text;
    int64_t counts[FACT_TEXTS];
    struct fact *next;
};

struct facts {
    struct arena *arena;
    bool by_line;
    struct map map;
    struct fact *first, **last;
    int change; /* +1 while counting, -1 while forgetting */
};

struct facts *facts_new(struct arena *a, bool by_line)
{
    struct facts *facts = ARENA_NEW(a, struct facts);
    *facts = (struct facts){.arena = a, .by_line = by_line, .change = 1};
    facts->last = &facts->first;
    return facts;
}

/* The text at hand while it is cut into facts. */
struct cutter {
    struct facts *facts;
    enum fact_text which;
    struct str text;
    size_t at;
    struct text_writer line;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct str trimmed(struct str text)
{
    while (text.len && is_blank(text.ptr[0]))
        text = str_part(text, 1, text.len);
    while (text.len && (is_blank(text.ptr[text.len - 1]) || text.ptr[text.len - 1] == '\n'))
        text.len--;
    return text;
}

static void count(struct facts *facts, enum fact_text which, struct str text)
{
    if (text.len == 0)
        return;
    /* What a map holds may be changed by its owner. */
    struct fact *fact = (struct fact *)(uintptr_t)map_get(&facts->map, text);
    if (!fact) {
        fact = ARENA_NEW(facts->arena, struct fact);
        fact->text = arena_copy(facts->arena, text);
        map_put(&facts->map, facts->arena, fact->text, fact);
        *facts->last = fact;
        facts->last = &fact->next;
    }
    fact->counts[which] += facts->change;
}

/* Ends the fact at hand. */
static void cut(struct cutter *c)
{
    count(c->facts, c->which, trimmed(writer_text(&c->line, 0)));
    c->line.length = 0;
}

/* Takes bytes as they are, up to `end`; a line end cuts. */
static void take(struct cutter *c, size_t end)
{
    while (c->at < end) {
        const char *stop = memchr(c->text.ptr + c->at, '\n', end - c->at);
        size_t to = stop ? (size_t)(stop - c->text.ptr) : end;
        writer_put(&c->line, str_part(c->text, c->at, to));
        c->at = to;
        if (stop) {
            cut(c);
            c->at++;
        }
    }
}

/* Where `wanted` begins from `from` on; the end of the text, or (within_line) of the line, if nowhere. */
static size_t find(struct str text, size_t from, struct str wanted, bool within_line)
{
    for (size_t at = from; at < text.len; at++) {
        if (within_line && text.ptr[at] == '\n')
            return at;
        if (text.len - at >= wanted.len && memcmp(text.ptr + at, wanted.ptr, wanted.len) == 0)
            return at;
    }
    return text.len;
}

static bool stands(const struct cutter *c, struct str wanted)
{
    return c->text.len - c->at >= wanted.len &&
           memcmp(c->text.ptr + c->at, wanted.ptr, wanted.len) == 0;
}

/* The end of a text in paired marks from c->at on, which may hold further pairs; 0 if the line has none. */
static size_t paired_end(const struct cutter *c, struct str open, struct str close)
{
    unsigned depth = 0;
    for (size_t at = c->at; at < c->text.len && c->text.ptr[at] != '\n';) {
        struct str rest = str_part(c->text, at, c->text.len);
        if (str_starts_with(rest, open)) {
            depth++;
            at += open.len;
        } else if (str_starts_with(rest, close)) {
            at += close.len;
            if (--depth == 0)
                return at;
        } else {
            at++;
        }
    }
    return 0;
}

/* The end of a "…" from c->at on. */
static size_t quoted_end(const struct cutter *c)
{
    size_t at = c->at + 1;
    for (; at < c->text.len && c->text.ptr[at] != '\n'; at++) {
        if (c->text.ptr[at] == '"')
            return at + 1;
        at += c->text.ptr[at] == '\\' && at + 1 < c->text.len && c->text.ptr[at + 1] != '\n';
    }
    return at;
}

/* A text in “…”, up to `end`, as "…" would hold it: which quotes it has makes no difference. */
static void take_paired(struct cutter *c, size_t end)
{
    size_t at = c->at + STR("“").len, close = end - STR("”").len;
    writer_put(&c->line, STR("\""));
    for (; at < close; at++) {
        if (c->text.ptr[at] == '"' || c->text.ptr[at] == '\\')
            writer_put(&c->line, STR("\\"));
        writer_put(&c->line, str_part(c->text, at, at + 1));
    }
    writer_put(&c->line, STR("\""));
    c->at = end;
}

/* A quoted text or a comment at c->at, taken as it is; false if there is none. */
static bool take_verbatim(struct cutter *c)
{
    size_t end;
    if (stands(c, STR("\"\"\""))) {
        end = find(c->text, c->at + 3, STR("\"\"\""), false);
        take(c, end < c->text.len ? end + 3 : end);
    } else if (stands(c, STR("\""))) {
        take(c, quoted_end(c));
    } else if (stands(c, STR("“")) && (end = paired_end(c, STR("“"), STR("”"))) != 0) {
        take_paired(c, end);
    } else if (stands(c, STR("《")) && (end = paired_end(c, STR("《"), STR("》"))) != 0) {
        take(c, end);
    } else if (stands(c, STR("//"))) {
        cut(c);
        take(c, find(c->text, c->at, STR("\n"), true));
    } else if (stands(c, STR("/*"))) {
        cut(c);
        end = find(c->text, c->at + 2, STR("*/"), false);
        take(c, end < c->text.len ? end + 2 : end);
        cut(c);
    } else {
        return false;
    }
    return true;
}

/* One character outside of quotes: a blank is dropped, a brace or `;` cuts, a sign becomes ASCII. */
static void take_character(struct cutter *c)
{
    size_t start = c->at, length;
    int digit = sign_digit(c->text, c->at, &length);
    uint32_t point = utf8_next(c->text, &c->at);
    const char *twin = point >= 0x80 ? sign_twin(point) : NULL;
    struct str text = twin && twin[0] ? str_of(twin) : str_part(c->text, start, c->at);
    if (digit >= 0) {
        char folded = (char)('0' + digit);
        writer_put(&c->line, (struct str){&folded, 1});
    } else if (text.len == 1 && strchr("\n{};", text.ptr[0])) {
        cut(c);
    } else if (!(text.len == 1 && is_blank(text.ptr[0])) && point != 0xFEFF) {
        writer_put(&c->line, text);
    }
}

/* Cuts a text, or a part of one that no quotes or comments are cut by. */
static void add(struct facts *facts, enum fact_text which, struct str text)
{
    struct cutter c = {facts, which, text, 0, {.arena = facts->arena}};
    if (facts->by_line)
        take(&c, text.len);
    while (c.at < text.len) {
        if (!take_verbatim(&c))
            take_character(&c);
    }
    cut(&c);
}

/* What the merge itself says of a conflict. */
static bool is_remark(struct str line)
{
    line = trimmed(line);
    return str_starts_with(line, STR("// ours")) || str_starts_with(line, STR("// theirs"));
}

void facts_add(struct facts *facts, enum fact_text which, struct str text, unsigned marker_size)
{
    if (which != FACTS_RESULT) {
        add(facts, which, text);
        return;
    }
    struct split_text lines = text_split(facts->arena, text);
    enum fact_text now = FACTS_RESULT;
    for (uint32_t i = 0, start = 0; i <= lines.count; i++) {
        struct str line = i < lines.count ? lines.items[i] : STR("");
        bool opens = now == FACTS_RESULT && line_is_marker(line, '<', marker_size);
        bool parts = now != FACTS_RESULT && line_is_marker(line, '=', marker_size);
        bool closes = now != FACTS_RESULT && line_is_marker(line, '>', marker_size);
        if (i < lines.count && !opens && !parts && !closes)
            continue;
        if (start < i) {
            struct str last = lines.items[i - 1];
            size_t length = (size_t)(last.ptr - lines.items[start].ptr) + last.len;
            add(facts, now, (struct str){lines.items[start].ptr, length});
        }
        now = opens || parts ? FACTS_IN_CONFLICT : FACTS_RESULT;
        for (start = i + 1;
             now != FACTS_RESULT && start < lines.count && is_remark(lines.items[start]);)
            start++;
        i = start > i + 1 ? start - 1 : i;
    }
}

bool facts_stand_in(struct arena *a, struct str text, struct str fact)
{
    struct facts *facts = facts_new(a, false);
    add(facts, FACTS_BASE, text);
    return map_get(&facts->map, fact) != NULL;
}

void facts_forget(struct facts *facts, enum fact_text which, struct str text)
{
    facts->change = -1;
    add(facts, which, text);
    facts->change = 1;
}

/* How often the fact has to stand in the result at least, and may at most. */
static void expected(const struct fact *fact, int64_t *least, int64_t *most)
{
    int64_t base = fact->counts[FACTS_BASE];
    int64_t one = fact->counts[FACTS_OURS] - base, other = fact->counts[FACTS_THEIRS] - base;
    int64_t greater = one > other ? one : other, smaller = one > other ? other : one;
    *least = *most = base + one + other;
    if (smaller > 0)
        *least = base + greater; /* both may have added the same */
    else if (greater < 0)
        *most = base + smaller; /* both may have taken away the same */
}

bool facts_hold(const struct facts *facts, struct str *text)
{
    for (const struct fact *fact = facts->first; fact; fact = fact->next) {
        int64_t least, most, found = fact->counts[FACTS_RESULT];
        expected(fact, &least, &most);
        if (found + fact->counts[FACTS_IN_CONFLICT] < least || found > most) {
            *text = fact->text;
            return false;
        }
    }
    return true;
}

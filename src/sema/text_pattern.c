/* text_pattern.c - compiling patterns to steps, and walking them side by side. */
#include "sema/text_pattern.h"

#include "sema/text_characters.h"

enum operation {
    STEP_CHARACTER, /* `point` */
    STEP_ANY,
    STEP_SET,   /* in one of `ranges` (first to last each), or in none if `negated` */
    STEP_SPLIT, /* go on here + x and here + y */
    STEP_JUMP,  /* go on at here + x */
    STEP_BEGIN,
    STEP_END,
    STEP_MATCH,
};

struct range {
    uint32_t first, last;
};

/* Targets are relative, so that a group can be moved to make room before it. */
struct step {
    enum operation operation;
    bool negated;
    int x, y;
    uint32_t point;
    const struct range *ranges;
    unsigned range_count;
};

enum { FIRST_BITS = 256 };

struct text_pattern {
    struct step *steps;
    unsigned count;
    /* What a match may begin with, by the low bits of the point: most places are passed by one test. */
    bool begins_anyhow;
    bool begins_the_text; /* and nowhere else can it: ^… */
    uint64_t first[FIRST_BITS / 64];
    /* What it ends with, if it can only match up to the end of the text (…$): the same for the last. */
    bool ends_the_text;
    uint64_t last[FIRST_BITS / 64];
};

/* ---- compiling ----------------------------------------------------------------------------- */

struct compiler {
    struct arena *arena;
    struct str pattern;
    size_t at;
    struct step *steps;
    unsigned count, depth;
    enum text_pattern_fault fault;
    size_t fault_at;
};

static void fail(struct compiler *c, enum text_pattern_fault fault, size_t at)
{
    if (c->fault)
        return;
    c->fault = fault;
    c->fault_at = at;
}

/* The next code point, 0 at the end; does not move. */
static uint32_t look(const struct compiler *c)
{
    size_t at = c->at;
    return at < c->pattern.len ? utf8_next(c->pattern, &at) : 0;
}

/* Not folded: a full-width bracket or star in a pattern stands for itself. */
static uint32_t take(struct compiler *c)
{
    return utf8_next(c->pattern, &c->at);
}

/* Puts a step at `index`, moving those behind. */
static struct step *insert(struct compiler *c, unsigned index, enum operation operation)
{
    if (c->count == PATTERN_LIMIT) {
        fail(c, PATTERN_TOO_LONG, c->at);
        c->count = index; /* the pattern is lost; what follows must not overflow */
    }
    memmove(&c->steps[index + 1], &c->steps[index], (c->count - index) * sizeof *c->steps);
    c->steps[index] = (struct step){.operation = operation};
    c->count++;
    return &c->steps[index];
}

static struct step *append(struct compiler *c, enum operation operation)
{
    return insert(c, c->count, operation);
}

static void append_character(struct compiler *c, uint32_t point)
{
    append(c, STEP_CHARACTER)->point = text_folded(point);
}

static const struct range digits[] = {{'0', '9'}};

static uint32_t take_escaped(struct compiler *c)
{
    size_t at = c->at - 1;
    uint32_t point = c->at < c->pattern.len ? take(c) : 0;
    if (point == 0 || text_is_letter(point) || text_is_digit(point))
        fail(c, PATTERN_ESCAPE, at);
    return point;
}

/* What stands between [ and ]; the [ is taken. */
static void compile_set(struct compiler *c)
{
    size_t start = c->at - 1;
    struct step *step = append(c, STEP_SET);
    struct range *ranges = ARENA_ARRAY(c->arena, struct range, c->pattern.len);
    if (look(c) == '^') {
        take(c);
        step->negated = true;
    }
    while (c->at < c->pattern.len && look(c) != ']') {
        struct range *range = &ranges[step->range_count++];
        uint32_t point = take(c);
        if (point == '\\' && look(c) == 'd') {
            take(c);
            *range = digits[0];
            continue;
        }
        range->first = range->last = text_folded(point == '\\' ? take_escaped(c) : point);
        size_t behind = c->at;
        if (look(c) != '-')
            continue;
        take(c);
        if (c->at == c->pattern.len || look(c) == ']') {
            c->at = behind; /* a - at the end stands for itself */
            ranges[step->range_count++] = (struct range){'-', '-'};
            take(c);
            continue;
        }
        range->last = text_folded(take(c));
        if (range->last < range->first)
            fail(c, PATTERN_RANGE, behind);
    }
    if (c->at == c->pattern.len || step->range_count == 0)
        fail(c, PATTERN_SET_OPEN, start);
    else
        take(c);
    step->ranges = ranges;
}

static void compile_alternatives(struct compiler *c);

static void compile_group(struct compiler *c)
{
    size_t start = c->at - 1;
    if (c->depth == PATTERN_DEPTH_LIMIT) {
        fail(c, PATTERN_TOO_DEEP, start);
        return;
    }
    c->depth++;
    compile_alternatives(c);
    c->depth--;
    if (look(c) == ')')
        take(c);
    else
        fail(c, PATTERN_GROUP_OPEN, start);
}

static void compile_escape(struct compiler *c)
{
    if (look(c) == 'd') {
        take(c);
        struct step *step = append(c, STEP_SET);
        step->ranges = digits;
        step->range_count = 1;
        return;
    }
    append_character(c, take_escaped(c));
}

/* One character, set or group. */
static void compile_one(struct compiler *c)
{
    size_t start = c->at;
    uint32_t point = take(c);
    if (point == '(')
        compile_group(c);
    else if (point == '[')
        compile_set(c);
    else if (point == '\\')
        compile_escape(c);
    else if (point == '.')
        append(c, STEP_ANY);
    else if (point == '^')
        append(c, STEP_BEGIN);
    else if (point == '$')
        append(c, STEP_END);
    else if (text_is_one_of(point, U"*+?"))
        fail(c, PATTERN_NOTHING_TO_REPEAT, start);
    else
        append_character(c, point);
}

/* The * + or ? behind the steps from `start` on. */
static void compile_repeat(struct compiler *c, unsigned start, uint32_t sign)
{
    int size = (int)(c->count - start);
    if (sign == '+') {
        struct step *back = append(c, STEP_SPLIT);
        back->x = -size;
        back->y = 1;
        return;
    }
    struct step *skip = insert(c, start, STEP_SPLIT);
    skip->x = 1;
    skip->y = sign == '*' ? size + 2 : size + 1;
    if (sign == '*')
        append(c, STEP_JUMP)->x = -size - 1;
}

static void compile_sequence(struct compiler *c)
{
    while (c->at < c->pattern.len && look(c) != '|' && look(c) != ')' && !c->fault) {
        unsigned start = c->count;
        compile_one(c);
        while (!c->fault && text_is_one_of(look(c), U"*+?"))
            compile_repeat(c, start, take(c));
    }
}

/* Sequences between |, each but the last behind a split and before a jump to the common end. */
static void compile_alternatives(struct compiler *c)
{
    unsigned open_jumps[PATTERN_LIMIT / 2], jumps = 0;
    for (;;) {
        unsigned start = c->count;
        compile_sequence(c);
        if (c->fault || look(c) != '|')
            break;
        take(c);
        struct step *split = insert(c, start, STEP_SPLIT);
        split->x = 1;
        split->y = (int)(c->count - start) + 1;
        if (jumps == PATTERN_LIMIT / 2 || c->fault) {
            fail(c, PATTERN_TOO_LONG, c->at);
            break;
        }
        open_jumps[jumps++] = c->count;
        append(c, STEP_JUMP);
    }
    for (unsigned i = 0; i < jumps && !c->fault; i++)
        c->steps[open_jumps[i]].x = (int)(c->count - open_jumps[i]);
}

/* Notes in `bits` what a step takes; false if that is too much to tell. */
static bool note_taken(uint64_t *bits, const struct step *step)
{
    struct range own = {step->point, step->point};
    bool is_character = step->operation == STEP_CHARACTER;
    const struct range *ranges = is_character ? &own : step->ranges;
    unsigned count = is_character ? 1 : step->range_count;
    if (step->operation == STEP_ANY || (step->operation == STEP_SET && step->negated))
        return false;
    for (unsigned i = 0; i < count; i++) {
        if (ranges[i].last - ranges[i].first >= FIRST_BITS)
            return false;
        for (uint32_t point = ranges[i].first; point <= ranges[i].last; point++)
            bits[point % FIRST_BITS / 64] |= (uint64_t)1 << (point % 64);
    }
    return true;
}

static bool takes_character(const struct step *step)
{
    return step->operation == STEP_CHARACTER || step->operation == STEP_ANY ||
           step->operation == STEP_SET;
}

/* How a match may end behind a step without taking more: anywhere, or at the end of the text. */
enum { ENDS_ANYWHERE = 1, ENDS_THE_TEXT = 2 };

/* Which of them hold at each step; false if loops within loops keep it from being told soon. */
static bool find_endings(const struct step *steps, unsigned count, unsigned char *endings)
{
    enum { ROUNDS = 4 };
    bool changed = true;
    memset(endings, 0, count + 1);
    for (unsigned round = 0; round < ROUNDS && changed; round++) {
        changed = false;
        for (unsigned i = count; i-- > 0;) {
            const struct step *step = &steps[i];
            unsigned char ending = 0;
            if (step->operation == STEP_MATCH)
                ending = ENDS_ANYWHERE;
            else if (step->operation == STEP_SPLIT)
                ending = endings[(int)i + step->x] | endings[(int)i + step->y];
            else if (step->operation == STEP_JUMP)
                ending = endings[(int)i + step->x];
            else if (step->operation == STEP_BEGIN)
                ending = endings[i + 1];
            else if (step->operation == STEP_END)
                ending = endings[i + 1] ? ENDS_THE_TEXT : 0;
            changed |= ending != endings[i];
            endings[i] = ending;
        }
    }
    return !changed;
}

/* Whether every match goes up to the end of the text, and what it ends with. */
static void find_last(struct text_pattern *p, const struct step *steps, unsigned count)
{
    unsigned char endings[PATTERN_LIMIT + 2];
    p->ends_the_text = find_endings(steps, count, endings) && endings[0] == 0;
    for (unsigned i = 0; i < count && p->ends_the_text; i++) {
        if (!takes_character(&steps[i]))
            continue;
        if (endings[i + 1] & ENDS_ANYWHERE || (endings[i + 1] && !note_taken(p->last, &steps[i])))
            p->ends_the_text = false;
    }
}

/* Walks the steps that the beginning of a match may be at; those behind a ^ too, if `beyond`. */
static void find_beginnings(struct text_pattern *p, const struct step *steps, unsigned count,
                            bool beyond)
{
    bool seen[PATTERN_LIMIT + 1] = {false};
    unsigned open[PATTERN_LIMIT + 1], opened = 1;
    open[0] = 0;
    seen[0] = true;
    while (opened > 0) {
        unsigned here = open[--opened];
        const struct step *step = &steps[here];
        int next[2] = {0, 0};
        p->begins_the_text &= beyond || step->operation == STEP_SPLIT ||
                              step->operation == STEP_JUMP || step->operation == STEP_BEGIN;
        if (takes_character(step))
            p->begins_anyhow |= !note_taken(p->first, step);
        else if (step->operation == STEP_SPLIT || step->operation == STEP_JUMP)
            next[0] = step->x, next[1] = step->operation == STEP_SPLIT ? step->y : 0;
        else if (step->operation == STEP_BEGIN)
            next[0] = beyond;
        else
            p->begins_anyhow = true;
        for (unsigned i = 0; i < 2; i++) {
            unsigned target = (unsigned)((int)here + next[i]);
            if (next[i] && target < count && !seen[target]) {
                seen[target] = true;
                open[opened++] = target;
            }
        }
    }
}

const struct text_pattern *text_pattern_compile(struct arena *a, struct str pattern,
                                                enum text_pattern_fault *fault, size_t *at)
{
    struct step steps[PATTERN_LIMIT + 1];
    struct compiler c = {.arena = a, .pattern = pattern, .steps = steps};
    compile_alternatives(&c);
    if (!c.fault && c.at < pattern.len)
        fail(&c, PATTERN_GROUP_CLOSE, c.at);
    if (!c.fault)
        append(&c, STEP_MATCH);
    *fault = c.fault;
    *at = c.fault_at;
    if (c.fault)
        return NULL;
    struct text_pattern *p = ARENA_NEW(a, struct text_pattern);
    p->count = c.count;
    p->steps = arena_grow(a, steps, sizeof *steps, c.count, c.count);
    p->begins_the_text = true;
    find_beginnings(p, p->steps, p->count, false);
    find_beginnings(p, p->steps, p->count, true);
    find_last(p, p->steps, p->count);
    return p;
}

/* ---- matching ------------------------------------------------------------------------------ */

/* A place in the pattern that the text so far leads to, and where that match would begin. */
struct thread {
    unsigned step;
    size_t start;
};

struct threads {
    struct thread items[PATTERN_LIMIT + 1];
    unsigned count;
};

struct matcher {
    const struct text_pattern *pattern;
    struct str text;
    size_t at;                      /* the byte that is next */
    size_t round;                   /* counts the calls of one character */
    size_t seen[PATTERN_LIMIT + 1]; /* the round in which a step was reached last */
    bool found;
    struct text_place place;
};

/* Adds the steps that take a character and can be reached from `first`; notes a match. */
static void add_thread(struct matcher *m, struct threads *threads, unsigned first, size_t start)
{
    unsigned open[PATTERN_LIMIT + 1], opened = 0;
    open[opened++] = first;
    while (opened > 0) {
        unsigned here = open[--opened];
        if (m->seen[here] == m->round)
            continue;
        m->seen[here] = m->round;
        const struct step *step = &m->pattern->steps[here];
        switch (step->operation) {
        case STEP_SPLIT:
            if (m->seen[(unsigned)((int)here + step->y)] != m->round)
                open[opened++] = (unsigned)((int)here + step->y);
            if (m->seen[(unsigned)((int)here + step->x)] != m->round)
                open[opened++] = (unsigned)((int)here + step->x);
            break;
        case STEP_JUMP:
            open[opened++] = (unsigned)((int)here + step->x);
            break;
        case STEP_BEGIN:
            if (m->at == 0)
                open[opened++] = here + 1;
            break;
        case STEP_END:
            if (m->at == m->text.len)
                open[opened++] = here + 1;
            break;
        case STEP_MATCH:
            if (!m->found || start < m->place.start ||
                (start == m->place.start && m->at > m->place.end))
                m->place = (struct text_place){start, m->at};
            m->found = true;
            break;
        case STEP_CHARACTER:
        case STEP_ANY:
        case STEP_SET:
            threads->items[threads->count++] = (struct thread){here, start};
            break;
        }
    }
}

static bool takes(const struct step *step, uint32_t point)
{
    if (step->operation == STEP_CHARACTER)
        return step->point == point;
    if (step->operation == STEP_ANY)
        return true;
    bool inside = false;
    for (unsigned i = 0; i < step->range_count && !inside; i++)
        inside = point >= step->ranges[i].first && point <= step->ranges[i].last;
    return inside != step->negated;
}

static bool may_begin_with(const struct text_pattern *p, uint32_t point)
{
    return p->begins_anyhow || (p->first[point % FIRST_BITS / 64] >> (point % 64) & 1);
}

/* The first byte at or behind `at` where a match may begin, the text's end among them; beyond it if
 * there is none. */
static size_t next_beginning(const struct text_pattern *p, struct str text, size_t at)
{
    if (at > 0 && p->begins_the_text)
        return text.len + 1;
    for (size_t next = at; at < text.len && !p->begins_anyhow; at = next) {
        if (may_begin_with(p, text_next(text, &next)))
            return at;
        if (p->begins_the_text)
            return text.len + 1;
    }
    return at + (at == text.len && !p->begins_anyhow);
}

/* Whether the text ends as a match must, as far as its last character tells. */
static bool may_end(const struct text_pattern *p, struct str text)
{
    size_t at = text.len;
    uint32_t point = p->ends_the_text && at > 0 ? text_previous(text, &at) : 0;
    return !p->ends_the_text || (p->last[point % FIRST_BITS / 64] >> (point % 64) & 1);
}

bool text_pattern_find(const struct text_pattern *pattern, struct str text,
                       struct text_place *place)
{
    struct matcher m;
    struct threads lists[2], *now = &lists[0], *then = &lists[1];
    if (place)
        *place = (struct text_place){0, 0};
    size_t begin = may_end(pattern, text) ? next_beginning(pattern, text, 0) : text.len + 1;
    if (begin > text.len)
        return false;
    m.pattern = pattern;
    m.text = text;
    m.round = 1;
    m.found = false;
    memset(m.seen, 0, pattern->count * sizeof *m.seen);
    now->count = then->count = 0;
    for (size_t at = begin; at <= text.len;) {
        size_t start = at, next = at;
        uint32_t point = at < text.len ? text_next(text, &next) : 0;
        m.at = start;
        if (now->count == 0 && !m.found && at != begin) {
            begin = next_beginning(pattern, text, at);
            if (begin != at) {
                at = begin;
                continue;
            }
        }
        /* Threads stand in the order of their starts: the newest come last. */
        if (!m.found &&
            (pattern->begins_anyhow || (at < text.len && may_begin_with(pattern, point))))
            add_thread(&m, now, 0, start);
        if (at == text.len || (m.found && now->count == 0))
            break;
        m.round++;
        m.at = next;
        then->count = 0;
        for (unsigned i = 0; i < now->count; i++) {
            const struct thread *thread = &now->items[i];
            if (m.found && thread->start > m.place.start)
                continue;
            if (takes(&pattern->steps[thread->step], point))
                add_thread(&m, then, thread->step + 1, thread->start);
        }
        struct threads *swapped = now;
        now = then;
        then = swapped;
        at = next;
    }
    if (place && m.found)
        *place = m.place;
    return m.found;
}

/* diag.c - telling the user about their text. */
#include "base/diag.h"

#include <assert.h>
#include <stdio.h>

#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

static const struct diag_info codes[] = {
#define DIAG(code, name, severity, category, arguments, chinese, english) \
    {code, #name, category, arguments, {TEXT(chinese), TEXT(english)}, severity},
#define NOTE(name, arguments, chinese, english)
#include "base/diag.def"
#undef DIAG
#undef NOTE
};

static const struct diag_info notes[] = {
#define DIAG(code, name, severity, category, arguments, chinese, english)
#define NOTE(name, arguments, chinese, english) \
    {"", #name, "", arguments, {TEXT(chinese), TEXT(english)}, DIAG_HINT},
#include "base/diag.def"
#undef DIAG
#undef NOTE
};

const struct diag_info *diag_info(enum diag_code code)
{
    assert(code < DIAG_CODE_COUNT);
    return &codes[code];
}

const struct diag_info *diag_note_info(enum diag_note note)
{
    assert(note < DIAG_NOTE_COUNT);
    return &notes[note];
}

struct str diag_code_text(const struct diag *diag)
{
    return diag->origin ? diag->origin->code : str_of(codes[diag->code].code);
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

enum diag_code diag_find(struct str text)
{
    if (text.len == 0 || upper(text.ptr[0]) != codes[0].code[0])
        return DIAG_CODE_COUNT; /* all of them begin alike, and rules with other letters */
    for (int code = 0; code < DIAG_CODE_COUNT; code++) {
        struct str wanted = str_of(codes[code].code);
        size_t i = 0;
        while (i < text.len && i < wanted.len && upper(text.ptr[i]) == wanted.ptr[i])
            i++;
        if (i == text.len && i == wanted.len)
            return (enum diag_code)code;
    }
    return DIAG_CODE_COUNT;
}

/* Collecting. */

/* As much of an argument as is kept, ending between two characters. */
static struct str kept_part(struct str text)
{
    if (text.len <= DIAG_TEXT_LIMIT)
        return text;
    size_t end = DIAG_TEXT_LIMIT;
    for (int i = 0; i < 3 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80; i++)
        end--;
    return str_part(text, 0, end);
}

static const struct str ellipsis = TEXT("…");

static struct str text_keep(struct arena *a, struct str text)
{
    struct str part = kept_part(text);
    if (part.len == text.len)
        return arena_copy(a, text);
    char *copy = arena_alloc(a, part.len + ellipsis.len + 1);
    memcpy(copy, part.ptr, part.len);
    memcpy(copy + part.len, ellipsis.ptr, ellipsis.len);
    return (struct str){copy, part.len + ellipsis.len};
}

/* Whether `kept` is what text_keep made, or would make, of `text`. */
static bool text_is_kept(struct str kept, struct str text)
{
    struct str part = kept_part(text);
    size_t mark = part.len < text.len ? ellipsis.len : 0;
    return kept.len == part.len + mark && str_equal(str_part(kept, 0, part.len), part);
}

/* DIAG_NONE stands for an empty list, which C11 has no way to write. */
static unsigned arguments_count(const struct diag_info *info, const struct diag_argument *arguments,
                                size_t count)
{
    if (count == 1 && arguments[0].type == 0)
        count = 0;
    assert(count == strlen(info->arguments));
    for (size_t i = 0; i < count; i++)
        assert(arguments[i].type == info->arguments[i]);
    (void)info;
    return (unsigned)count;
}

static struct diag_argument *arguments_copy(struct arena *a, const struct diag_argument *arguments,
                                            unsigned count)
{
    struct diag_argument *copy = ARENA_ARRAY(a, struct diag_argument, count);
    for (unsigned i = 0; i < count; i++) {
        copy[i] = arguments[i];
        copy[i].text.chinese = text_keep(a, arguments[i].text.chinese);
        copy[i].text.english = text_keep(a, arguments[i].text.english);
    }
    return copy;
}

static bool is_repetition(const struct diag *diag, const struct diag *entry,
                          const struct diag_argument *arguments, unsigned count)
{
    /* A rule speaks of each thing once, be it at the same place. */
    if (diag->code != entry->code || diag->origin || diag->span.source != entry->span.source ||
        diag->span.start != entry->span.start || diag->span.end != entry->span.end)
        return false;
    for (unsigned i = 0; i < count; i++) {
        const struct diag_argument *kept = &diag->arguments[i];
        if (kept->number != arguments[i].number ||
            !text_is_kept(kept->text.chinese, arguments[i].text.chinese) ||
            !text_is_kept(kept->text.english, arguments[i].text.english))
            return false;
    }
    return true;
}

static unsigned *severity_count(struct diags *d, enum diag_severity severity)
{
    switch (severity) {
    case DIAG_HINT:
        return &d->hints;
    case DIAG_WARNING:
        return &d->warnings;
    case DIAG_ERROR:
        return &d->errors;
    }
    assert(false);
    return &d->errors;
}

/* Keeps an entry, behind all others. */
static void append(struct diags *d, struct diag *diag)
{
    if (d->last)
        d->last->next = diag;
    else
        d->first = diag;
    d->last = diag;
    d->kept++;
}

/* Appends what `entry` says already, with its arguments. */
static struct diag *entry_add(struct diags *d, const struct diag *entry,
                              const struct diag_argument *arguments, size_t count)
{
    unsigned argument_count = arguments_count(diag_info(entry->code), arguments, count);
    d->ignored = *entry;
    unsigned *all = severity_count(d, entry->severity);
    bool is_kept = *all < DIAG_KEPT_LIMIT;
    if (is_kept && d->last && is_repetition(d->last, entry, arguments, argument_count))
        return &d->ignored;
    ++*all;
    if (!is_kept)
        return &d->ignored;
    struct diag *diag = ARENA_NEW(d->arena, struct diag);
    *diag = d->ignored;
    diag->arguments = arguments_copy(d->arena, arguments, argument_count);
    diag->argument_count = argument_count;
    append(d, diag);
    return diag;
}

struct diag *diag_add(struct diags *d, enum diag_code code, struct span span,
                      const struct diag_argument *arguments, size_t count)
{
    struct diag entry = {.code = code, .severity = diag_info(code)->severity, .span = span};
    return entry_add(d, &entry, arguments, count);
}

struct diag *diag_report_rule(struct diags *d, const struct diag_origin *origin,
                              enum diag_severity severity, struct span span, struct bilingual title)
{
    struct diag entry = {.code = DIAG_RULE, .origin = origin, .severity = severity, .span = span};
    return entry_add(d, &entry, &DIAG_PHRASE(title), 1);
}

static struct diag_remark remark_make(struct diags *d, struct span span, enum diag_note note,
                                      const struct diag_argument *arguments, size_t count)
{
    unsigned argument_count = arguments_count(diag_note_info(note), arguments, count);
    return (struct diag_remark){
        .note = note,
        .span = span,
        .arguments = arguments_copy(d->arena, arguments, argument_count),
        .argument_count = argument_count,
    };
}

static void remark_append(struct diags *d, struct diag_remark **first, struct diag_remark **last,
                          struct diag_remark remark)
{
    struct diag_remark *copy = ARENA_NEW(d->arena, struct diag_remark);
    *copy = remark;
    if (*last)
        (*last)->next = copy;
    else
        *first = copy;
    *last = copy;
}

void diag_add_label(struct diags *d, struct diag *diag, enum diag_note note,
                    const struct diag_argument *arguments, size_t count)
{
    if (diag == &d->ignored)
        return;
    diag->label = remark_make(d, diag->span, note, arguments, count);
    diag->has_label = true;
}

void diag_add_place(struct diags *d, struct diag *diag, struct span span, enum diag_note note,
                    const struct diag_argument *arguments, size_t count)
{
    if (diag == &d->ignored)
        return;
    remark_append(d, &diag->labels, &diag->last_label,
                  remark_make(d, span, note, arguments, count));
}

void diag_add_help(struct diags *d, struct diag *diag, enum diag_note note,
                   const struct diag_argument *arguments, size_t count)
{
    if (diag == &d->ignored)
        return;
    struct span nowhere = {0};
    remark_append(d, &diag->notes, &diag->last_note,
                  remark_make(d, nowhere, note, arguments, count));
}

void diag_add_note(struct diags *d, struct diag *diag, enum diag_note note,
                   const struct diag_argument *arguments, size_t count)
{
    diag_add_help(d, diag, note, arguments, count);
    if (diag != &d->ignored)
        diag->last_note->is_plain = true;
}

void diag_fix(struct diags *d, struct diag *diag, struct span span, struct str text,
              enum diag_applicability applicability)
{
    if (diag == &d->ignored)
        return;
    struct diag_fix **last = &diag->fixes;
    while (*last)
        last = &(*last)->next;
    *last = ARENA_NEW(d->arena, struct diag_fix);
    **last = (struct diag_fix){span, arena_copy(d->arena, text), applicability, NULL};
}

void diag_add_part(struct diags *d, struct diag *diag, struct span span, struct str text)
{
    if (diag == &d->ignored)
        return;
    struct diag_part *part = ARENA_NEW(d->arena, struct diag_part);
    *part = (struct diag_part){.span = span, .text = text_keep(d->arena, text)};
    if (diag->last_part)
        diag->last_part->next = part;
    else
        diag->parts = part;
    diag->last_part = part;
    diag->part_count++;
}

/* Takes the entry behind `before` out of the list and the counts. */
static struct diag *entry_take(struct diags *d, struct diag *before)
{
    struct diag *diag = before ? before->next : d->first;
    if (before)
        before->next = diag->next;
    else
        d->first = diag->next;
    if (d->last == diag)
        d->last = before;
    d->kept--;
    --*severity_count(d, diag->severity);
    diag->next = NULL;
    return diag;
}

void diag_change(struct diags *d, struct diag *before, enum diag_severity severity, bool drop)
{
    struct diag *diag = before ? before->next : d->first;
    if (drop) {
        entry_take(d, before);
        return;
    }
    --*severity_count(d, diag->severity);
    diag->severity = severity;
    ++*severity_count(d, severity);
}

/* Forgets the entries within the span: of all codes, or of one. */
static void drop_within(struct diags *d, bool is_any, enum diag_code code, struct span span)
{
    struct diag *before = NULL, *next;
    for (struct diag *diag = d->first; diag; diag = next) {
        next = diag->next;
        if ((is_any || diag->code == code) && diag->span.source == span.source &&
            diag->span.start >= span.start && diag->span.end <= span.end)
            entry_take(d, before);
        else
            before = diag;
    }
}

void diags_drop(struct diags *d, enum diag_code code, struct span span)
{
    drop_within(d, false, code, span);
}

void diags_drop_all(struct diags *d, struct span span)
{
    drop_within(d, true, DIAG_UNEXPECTED, span);
}

void diag_waive(struct diags *d, struct diag *before, struct diag_waiver *waiver)
{
    struct diag *diag = entry_take(d, before);
    diag->waiver = waiver;
    if (waiver->last) {
        waiver->last->next = diag;
    } else {
        waiver->first = diag;
        if (d->last_waiver)
            d->last_waiver->next = waiver;
        else
            d->waivers = waiver;
        d->last_waiver = waiver;
    }
    waiver->last = diag;
    waiver->count++;
}

void diag_hide(struct diags *d, struct diag *before, struct source *source)
{
    const struct diag *diag = entry_take(d, before);
    d->hidden[diag->severity]++;
    d->hidden_of = source;
}

void diags_hide_more(struct diags *d, enum diag_severity severity, unsigned count,
                     struct source *source)
{
    if (count == 0)
        return;
    *severity_count(d, severity) -= count;
    d->hidden[severity] += count;
    d->hidden_of = source;
}

unsigned diags_more(const struct diags *d, enum diag_severity severity)
{
    unsigned all[] = {d->hints, d->warnings, d->errors}, kept = 0;
    for (const struct diag *diag = d->first; diag; diag = diag->next)
        kept += diag->severity == severity;
    return all[severity] > kept ? all[severity] - kept : 0;
}

unsigned diags_hidden(const struct diags *d)
{
    return d->hidden[DIAG_HINT] + d->hidden[DIAG_WARNING] + d->hidden[DIAG_ERROR];
}

unsigned diags_waivers(const struct diags *d)
{
    unsigned count = 0;
    for (const struct diag_waiver *waiver = d->waivers; waiver; waiver = waiver->next)
        count++;
    return count;
}

void diags_take(struct diags *d, struct diag *diag)
{
    unsigned *all = severity_count(d, diag->severity);
    if (++*all > DIAG_KEPT_LIMIT)
        return;
    diag->next = NULL;
    append(d, diag);
}

/* A file that was read twice is one file. */
static bool is_one_place(struct span one, struct span other)
{
    return one.start == other.start && one.end == other.end &&
           (one.source == other.source ||
            (one.source && other.source && str_equal(one.source->path, other.source->path)));
}

static bool are_equal(const struct diag_argument *one, const struct diag_argument *other,
                      unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (one[i].number != other[i].number ||
            !str_equal(one[i].text.chinese, other[i].text.chinese) ||
            !str_equal(one[i].text.english, other[i].text.english))
            return false;
    }
    return true;
}

bool diags_hold(const struct diags *d, const struct diag *diag)
{
    for (const struct diag *other = d->first; other; other = other->next) {
        if (other->code == diag->code && other->origin == diag->origin &&
            is_one_place(other->span, diag->span) &&
            are_equal(other->arguments, diag->arguments, diag->argument_count))
            return true;
    }
    return false;
}

/* Sorting. */

static int offset_compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int diag_compare(const struct diag *a, const struct diag *b)
{
    const struct source *left = a->span.source, *right = b->span.source;
    int order = (left != NULL) - (right != NULL);
    if (order == 0 && left != right)
        order = str_compare(left->path, right->path);
    if (order == 0)
        order = offset_compare(a->span.start, b->span.start);
    if (order == 0)
        order = offset_compare(a->span.end, b->span.end);
    return order ? order : str_compare(diag_code_text(a), diag_code_text(b));
}

/* Both lists are sorted; of equal entries those of `left` come first. */
static struct diag *lists_merge(struct diag *left, struct diag *right)
{
    struct diag *merged = NULL, **last = &merged;
    while (left && right) {
        struct diag **smaller = diag_compare(left, right) <= 0 ? &left : &right;
        *last = *smaller;
        last = &(*last)->next;
        *smaller = *last;
    }
    *last = left ? left : right;
    return merged;
}

/* Sorts the first `count` entries of `list` and cuts them off, leaving the rest in `*rest`. */
static struct diag *list_sort(struct diag *list, unsigned count, struct diag **rest)
{
    if (count == 1) {
        *rest = list->next;
        list->next = NULL;
        return list;
    }
    struct diag *left = list_sort(list, count / 2, rest);
    return lists_merge(left, list_sort(*rest, count - count / 2, rest));
}

static void repetitions_drop(struct diags *d, struct diag *diag)
{
    struct diag **link = &diag->next;
    while (*link && diag_compare(*link, diag) == 0) {
        struct diag *other = *link;
        if (is_repetition(diag, other, other->arguments, other->argument_count)) {
            --*severity_count(d, other->severity);
            d->kept--;
            *link = other->next;
        } else {
            link = &other->next;
        }
    }
}

void diag_sort(struct diags *d)
{
    for (struct diag_waiver *w = d->waivers; w; w = w->next) {
        struct diag *nothing;
        w->first = list_sort(w->first, w->count, &nothing);
        for (w->last = w->first; w->last->next;)
            w->last = w->last->next;
    }
    struct diag *rest;
    if (d->kept > 0)
        d->first = list_sort(d->first, d->kept, &rest);
    for (struct diag *diag = d->first; diag; diag = diag->next) {
        repetitions_drop(d, diag);
        d->last = diag;
    }
}

/* Reading. */

static size_t argument_write(char *out, const struct diag_argument *argument,
                             enum language language)
{
    char digits[24];
    struct str text = argument->text.chinese;
    if (argument->type == 'n')
        text =
            (struct str){digits, (size_t)snprintf(digits, sizeof digits, "%lld", argument->number)};
    else if (argument->type == 'b')
        text = bilingual_text(argument->text, language);
    if (out && text.len > 0)
        memcpy(out, text.ptr, text.len);
    return text.len;
}

/* Writes the sentence with its arguments to `out`, unless that is NULL, and returns its length. */
static size_t sentence_write(char *out, struct str sentence, const struct diag_argument *arguments,
                             unsigned count, enum language language)
{
    size_t length = 0;
    for (size_t i = 0; i < sentence.len; i++) {
        const char *at = sentence.ptr + i;
        if (sentence.len - i >= 3 && at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}') {
            unsigned index = (unsigned)(at[1] - '0');
            assert(index < count);
            length += argument_write(out ? out + length : NULL, &arguments[index], language);
            i += 2;
        } else {
            if (out)
                out[length] = *at;
            length++;
        }
    }
    return length;
}

static struct str sentence_fill(struct arena *a, const struct diag_info *info,
                                const struct diag_argument *arguments, unsigned count,
                                enum language language)
{
    struct str sentence = bilingual_text(info->text, language);
    size_t length = sentence_write(NULL, sentence, arguments, count, language);
    char *text = arena_alloc(a, length + 1);
    sentence_write(text, sentence, arguments, count, language);
    return (struct str){text, length};
}

struct str diag_message(struct arena *a, const struct diag *diag, enum language language)
{
    return sentence_fill(a, diag_info(diag->code), diag->arguments, diag->argument_count, language);
}

struct str diag_remark_text(struct arena *a, const struct diag_remark *remark,
                            enum language language)
{
    return sentence_fill(a, diag_note_info(remark->note), remark->arguments, remark->argument_count,
                         language);
}

void bilingual_add(struct arena *a, struct bilingual *list, struct bilingual item)
{
    if (list->chinese.len == 0 && list->english.len == 0) {
        *list = item;
        return;
    }
    const struct str chinese[] = {list->chinese, STR("、"), item.chinese};
    const struct str english[] = {list->english, STR(", "), item.english};
    list->chinese = arena_join(a, chinese, 3);
    list->english = arena_join(a, english, 3);
}

enum diag_applicability diag_applicability(const struct diag *diag)
{
    enum diag_applicability worst = FIX_SAFE;
    for (const struct diag_fix *fix = diag->fixes; fix; fix = fix->next)
        worst = fix->applicability > worst ? fix->applicability : worst;
    return worst;
}

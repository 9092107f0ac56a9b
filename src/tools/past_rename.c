/* past_rename.c - which file that is gone a new one was. */
#include "tools/past.h"

#include "base/source.h"
#include "tools/files.h"

#include <stdlib.h>

enum {
    PAIR_LIMIT =
        1000 * 1000,    /* of texts that are compared with each other; beyond it names decide */
    LEAST_PERCENT = 50, /* that they have in common */
};

/* A line, by its hash. */
struct text_line {
    unsigned hash;
    uint32_t length;
};

/* A file that is gone, or one that is new. */
struct moved {
    struct past_file *file;
    struct str text, name;   /* the name without its folder */
    struct text_line *lines; /* sorted; once asked for */
    size_t line_count;
    bool is_paired;
    struct moved *same; /* the next that is gone and held the same text */
};

struct pair {
    struct moved *gone, *new;
    unsigned percent;
    bool is_namesake;
};

struct pairing {
    struct arena *arena;
    struct moved *gone, *new;
    size_t gone_count, new_count;
    struct pair *pairs;
    size_t count, room;
};

/* Of an absolute path. */
static struct str name_of(struct str path)
{
    size_t at = path.len;
    while (path.ptr[at - 1] != '/')
        at--;
    return str_part(path, at, path.len);
}

static int compare_lines(const void *left, const void *right)
{
    const struct text_line *one = left, *other = right;
    if (one->hash != other->hash)
        return one->hash < other->hash ? -1 : 1;
    return (one->length > other->length) - (one->length < other->length);
}

/* Of a text that is not empty. */
static void find_lines(struct moved *moved, struct arena *a)
{
    size_t room = 1;
    if (moved->lines)
        return;
    for (size_t i = 0; i < moved->text.len; i++)
        room += moved->text.ptr[i] == '\n';
    moved->lines = ARENA_ARRAY(a, struct text_line, room);
    for (size_t at = 0; at < moved->text.len;) {
        const char *end = memchr(moved->text.ptr + at, '\n', moved->text.len - at);
        size_t next = end ? (size_t)(end - moved->text.ptr) + 1 : moved->text.len;
        struct str line = str_part(moved->text, at, next);
        moved->lines[moved->line_count++] = (struct text_line){str_hash(line), (uint32_t)line.len};
        at = next;
    }
    qsort(moved->lines, moved->line_count, sizeof *moved->lines, compare_lines);
}

/* How much of the longer text is lines of both, in percent. */
static unsigned compare_texts(struct moved *one, struct moved *other, struct arena *a)
{
    size_t longer = one->text.len > other->text.len ? one->text.len : other->text.len;
    size_t shorter = one->text.len + other->text.len - longer, common = 0;
    if (longer == 0 || shorter * 100 < longer * LEAST_PERCENT)
        return 0;
    find_lines(one, a);
    find_lines(other, a);
    for (size_t i = 0, j = 0; i < one->line_count && j < other->line_count;) {
        int order = compare_lines(&one->lines[i], &other->lines[j]);
        if (order == 0)
            common += one->lines[i].length;
        i += order <= 0;
        j += order >= 0;
    }
    return (unsigned)(common * 100 / longer);
}

static void pair_up(struct moved *gone, struct moved *new)
{
    gone->is_paired = new->is_paired = true;
    new->file->origin = gone->file;
}

/* Those that moved as they were: by preference to the same name elsewhere. */
static void pair_equal(struct pairing *p)
{
    struct map texts = {0};
    for (size_t i = p->gone_count; i-- > 0;)
        p->gone[i].same = (struct moved *)map_put(&texts, p->arena, p->gone[i].text, &p->gone[i]);
    for (int namesakes = 1; namesakes >= 0; namesakes--) {
        for (size_t i = 0; i < p->new_count; i++) {
            struct moved *new = &p->new[i];
            struct moved *gone = (struct moved *)map_get(&texts, new->text);
            while (gone && (gone->is_paired || (namesakes && !str_equal(gone->name, new->name))))
                gone = gone->same;
            if (gone && !new->is_paired &&new->text.len > 0)
                pair_up(gone, new);
        }
    }
}

static int compare_pairs(const void *left, const void *right)
{
    const struct pair *one = left, *other = right;
    if (one->percent != other->percent)
        return one->percent > other->percent ? -1 : 1;
    if (one->is_namesake != other->is_namesake)
        return one->is_namesake ? -1 : 1;
    int order = str_compare(one->new->file->path, other->new->file->path);
    return order ? order : str_compare(one->gone->file->path, other->gone->file->path);
}

static void consider(struct pairing *p, struct moved *gone, struct moved *new, bool only_namesakes)
{
    bool is_namesake = str_equal(gone->name, new->name);
    if (gone->is_paired || new->is_paired || (only_namesakes && !is_namesake))
        return;
    unsigned percent = compare_texts(gone, new, p->arena);
    if (percent < LEAST_PERCENT)
        return;
    if (p->count == p->room) {
        p->room = p->room ? 2 * p->room : 64;
        p->pairs = arena_grow(p->arena, p->pairs, sizeof *p->pairs, p->count, p->room);
    }
    p->pairs[p->count++] = (struct pair){gone, new, percent, is_namesake};
}

/* The rest: the most alike first. */
static void pair_alike(struct pairing *p)
{
    bool only_namesakes = p->new_count > 0 && p->gone_count > PAIR_LIMIT / p->new_count;
    for (size_t i = 0; i < p->new_count; i++) {
        for (size_t j = 0; j < p->gone_count; j++)
            consider(p, &p->gone[j], &p->new[i], only_namesakes);
    }
    if (p->count > 0)
        qsort(p->pairs, p->count, sizeof *p->pairs, compare_pairs);
    for (size_t i = 0; i < p->count; i++) {
        if (!p->pairs[i].gone->is_paired && !p->pairs[i].new->is_paired)
            pair_up(p->pairs[i].gone, p->pairs[i].new);
    }
}

/* Adds a file with its text now, if that is one of a spec. */
static bool add_new(struct pairing *p, const struct options *options, struct past_file *file)
{
    struct file named = {NULL, file->path.ptr};
    struct source *source;
    enum file_fault fault = file_read(options, &named, p->arena, &source);
    if (fault == FILE_READ)
        p->new[p->new_count++] =
            (struct moved){.file = file, .text = source->text, .name = name_of(file->path)};
    return fault != FILE_FAILED;
}

bool past_find_renamed(struct past *past, const struct options *options, struct arena *a)
{
    struct arena work = {.out_of_memory = a->out_of_memory};
    struct pairing p = {.arena = &work};
    bool is_read = true;
    p.gone = ARENA_ARRAY(&work, struct moved, past->count);
    p.new = ARENA_ARRAY(&work, struct moved, past->count);
    for (size_t i = 0; i < past->count; i++) {
        struct past_file *file = &past->files[i];
        if (file->kind == PAST_FILE && !file->is_here && !file->is_large)
            p.gone[p.gone_count++] =
                (struct moved){.file = file, .text = file->text, .name = name_of(file->path)};
    }
    for (size_t i = 0; i < past->count && p.gone_count > 0 && is_read; i++) {
        if (past->files[i].kind == PAST_ABSENT && past->files[i].is_here)
            is_read = add_new(&p, options, &past->files[i]);
    }
    if (is_read) {
        pair_equal(&p);
        pair_alike(&p);
    }
    arena_free(&work);
    return is_read;
}

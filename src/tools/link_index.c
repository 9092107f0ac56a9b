/* link_index.c - what the specs of a commit refer to, kept from one run to the next. */
#include "tools/link_index.h"

#include "base/map.h"
#include "tools/files.h"
#include "tools/git.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The file is the mark, the sum of what follows, the commit and the number of others, a line each; then
 * of each spec its path, its links and an empty text, with a NUL behind each. A link is its kind, the
 * portfolio's number and the text. A change of this, or of what links_find finds, is another mark.
 */
static const char MARK[] = "jixiao links 1\n";

enum { SIZE_LIMIT = 64 * 1024 * 1024, SUM_LENGTH = 17 /* with the end of its line */ };

static const char *const kinds[] = {
    [LINK_IMPORT] = "u", [LINK_INCLUDE] = "i", [LINK_EXCLUDE] = "x"};
/* In place of links: the file is to be read each time; nobody has read it, as it is in the commit. */
static const char NOT_KEPT[] = "?", NOT_READ[] = "-";

/* ---- reading -------------------------------------------------------------------------------- */

/* Takes the text up to the next `end`, which is passed over; false if there is none. */
static bool take(struct str text, size_t *at, char end, struct str *field)
{
    const char *found = *at < text.len ? memchr(text.ptr + *at, end, text.len - *at) : NULL;
    if (!found)
        return false;
    *field = str_part(text, *at, (size_t)(found - text.ptr));
    *at = (size_t)(found - text.ptr) + 1;
    return true;
}

static bool read_number(struct str digits, size_t *number)
{
    *number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9' || *number > SIZE_LIMIT)
            return false;
        *number = *number * 10 + (size_t)(digits.ptr[i] - '0');
    }
    return digits.len > 0;
}

/* In hexadecimal digits, with the end of its line. */
static struct str sum_of(struct str body, struct arena *a)
{
    const uint64_t odd = 0x9E3779B97F4A7C15u; /* 2^64 / the golden ratio */
    uint64_t sum = body.len;
    size_t at = 0;
    for (; body.len - at >= 8; at += 8) {
        sum = (sum ^ str_eight(body.ptr + at)) * odd;
        sum ^= sum >> 32;
    }
    for (; at < body.len; at++)
        sum = (sum ^ (unsigned char)body.ptr[at]) * odd;
    sum ^= sum >> 32;
    return arena_format(a, "%016" PRIx64 "\n", sum);
}

/* The whole file, if it is an ordinary one. */
static bool read_whole(const char *path, struct arena *a, struct str *text)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool is_read =
        fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= SIZE_LIMIT;
    size_t size = is_read ? (size_t)status.st_size : 0, length = 0;
    char *bytes = arena_bytes(a, size + 1);
    while (is_read && length < size) {
        ssize_t got = read(fd, bytes + length, size - length);
        is_read = got > 0 || (got < 0 && errno == EINTR);
        length += got > 0 ? (size_t)got : 0;
    }
    close(fd);
    *text = (struct str){bytes, length};
    return is_read;
}

/* Reads the rows of specs; false if they are not what they should be. */
static bool read_entries(struct link_index *index, struct str text, size_t at, struct arena *a)
{
    size_t room = 0;
    for (struct str path, link; at < text.len;) {
        if (!take(text, &at, '\0', &path) || path.len == 0)
            return false;
        if (index->count > 0 && str_compare(index->entries[index->count - 1].path, path) >= 0)
            return false;
        size_t start = at;
        do {
            if (!take(text, &at, '\0', &link))
                return false;
        } while (link.len > 0);
        if (index->count == room) {
            room = room ? 2 * room : 1024;
            index->entries =
                arena_grow(a, index->entries, sizeof *index->entries, index->count, room);
        }
        index->entries[index->count++] = (struct link_entry){path, str_part(text, start, at)};
    }
    return true;
}

static bool read_index(struct link_index *index, const char *path, struct arena *a)
{
    struct str text, others, mark = str_of(MARK);
    size_t at = mark.len + SUM_LENGTH;
    if (!read_whole(path, a, &text) || !str_starts_with(text, mark) || text.len < at)
        return false;
    struct str body = str_part(text, at, text.len);
    return str_equal(sum_of(body, a), str_part(text, mark.len, at)) &&
           take(text, &at, '\n', &index->commit) && take(text, &at, '\n', &others) &&
           read_number(others, &index->others) && read_entries(index, text, at, a);
}

/* ---- asking --------------------------------------------------------------------------------- */

static struct link_entry *find_entry(struct link_index *index, struct str path)
{
    size_t low = 0, high = index->count;
    /* Mostly they are asked for in their order. */
    if (index->next < high && str_equal(index->entries[index->next].path, path))
        return &index->entries[index->next++];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(index->entries[middle].path, path);
        if (order == 0) {
            index->next = middle + 1;
            return &index->entries[middle];
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Forgets what differs in another commit; false if git does not tell. */
static bool forget_changed(struct link_index *index, struct str top, struct str commit,
                           struct arena *a)
{
    struct str output, path;
    const char *const arguments[] = {"-C",
                                     arena_copy(a, top).ptr,
                                     "-c",
                                     "diff.relative=false",
                                     "diff-tree",
                                     "-r",
                                     "-z",
                                     "--name-only",
                                     "--no-renames",
                                     arena_copy(a, index->commit).ptr,
                                     arena_copy(a, commit).ptr,
                                     "--",
                                     NULL};
    if (git_run(a, arguments, true, &output) != 0)
        return false;
    for (size_t at = 0; take(output, &at, '\0', &path);) {
        struct link_entry *entry = find_entry(index, path);
        if (entry)
            entry->links = (struct str){0};
    }
    index->next = 0;
    return true;
}

void link_index_read(struct link_index *index, struct str path, struct str top, struct str commit,
                     struct arena *a)
{
    *index = (struct link_index){0};
    if (path.len > 0 && read_index(index, arena_copy(a, path).ptr, a)) {
        index->is_old = !str_equal(index->commit, commit);
        if (!index->is_old || forget_changed(index, top, commit, a))
            return;
    }
    *index = (struct link_index){0};
}

/* Reads a link; NULL if it is none. */
static struct link *read_link(struct str text, struct arena *a)
{
    struct str number;
    size_t at = 1, portfolio;
    if (!take(text, &at, ' ', &number) || !read_number(number, &portfolio))
        return NULL;
    for (enum link_kind kind = LINK_IMPORT; kind <= LINK_EXCLUDE; kind++) {
        if (text.ptr[0] != kinds[kind][0])
            continue;
        struct link *link = ARENA_NEW(a, struct link);
        *link = (struct link){kind, (unsigned)portfolio, str_part(text, at, text.len), NULL};
        return link;
    }
    return NULL;
}

static bool is_not_read(const struct link_entry *entry)
{
    return entry->links.ptr[0] == NOT_READ[0];
}

bool link_index_find(struct link_index *index, struct str path, struct arena *a,
                     struct link **links)
{
    const struct link_entry *entry = index->count > 0 ? find_entry(index, path) : NULL;
    struct link **last = links;
    struct str text;
    *links = NULL;
    bool is_known = entry && entry->links.len > 0;
    index->unknown += !is_known;
    index->missing += !is_known || is_not_read(entry);
    if (!is_known)
        return false;
    for (size_t at = 0; take(entry->links, &at, '\0', &text) && text.len > 0;) {
        *last = read_link(text, a);
        if (!*last)
            return false;
        last = &(*last)->next;
    }
    return true;
}

/* ---- writing -------------------------------------------------------------------------------- */

bool link_index_is_due(const struct link_index *index)
{
    return index->is_old || index->missing >= index->others + LINK_INDEX_LEAST;
}

/* The links of a file, as the index has them. */
static struct str write_links(const struct read_links *file, struct arena *a)
{
    static const struct str end = {"", 1}, not_kept = {NOT_KEPT, sizeof NOT_KEPT};
    bool is_kept = file->is_plain;
    size_t count = 0;
    for (const struct link *link = file->links; link; link = link->next, count++)
        is_kept &= !memchr(link->text.ptr, '\0', link->text.len);
    struct str *parts = ARENA_ARRAY(a, struct str, 3 * count + 2), *next = parts;
    for (const struct link *link = file->links; link && is_kept; link = link->next) {
        *next++ = arena_format(a, "%s%u ", kinds[link->kind], link->portfolio);
        *next++ = link->text;
        *next++ = end;
    }
    if (!is_kept)
        *next++ = not_kept;
    *next++ = end;
    return arena_join(a, parts, (size_t)(next - parts));
}

/* Makes an entry for each spec of a commit, whose names git gave, of what is known of it; in their order. `*missing`
 * becomes less by those that are new: each of them was missing. */
static size_t join_entries(struct link_index *old, struct str names, const struct map *read,
                           struct link_entry *entries, size_t *missing, struct arena *a)
{
    static const struct str not_read = {"-\0", 3};
    struct str path;
    size_t count = 0;
    for (size_t at = 0; take(names, &at, '\0', &path);) {
        const struct link_entry *kept = old->count > 0 ? find_entry(old, path) : NULL;
        const struct read_links *file = map_get(read, path);
        bool is_kept = kept && kept->links.len > 0 && !is_not_read(kept);
        if (is_kept)
            entries[count++] = *kept;
        else if (file || str_ends_with(path, STR(".jx")))
            entries[count++] = (struct link_entry){path, file ? write_links(file, a) : not_read};
        *missing -= !is_kept && file;
    }
    return count;
}

/* Puts the text in its place. Of two that write at once one may spoil the other's, which its sum shows. */
static void write_whole(struct str path, struct str text, struct arena *a)
{
    const char *place = arena_copy(a, path).ptr;
    const char *beside = arena_format(a, "%s.new", place).ptr;
    const char *slash = strrchr(place, '/');
    if (slash)
        mkdir(arena_copy(a, str_part(path, 0, (size_t)(slash - place))).ptr, 0777);
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0) {
        /* One that was left behind is not there the next time. */
        if (errno == EEXIST)
            unlink(beside);
        return;
    }
    bool is_written = file_write_all(fd, text);
    is_written &= close(fd) == 0;
    if (!is_written || rename(beside, place) != 0)
        unlink(beside);
}

static size_t count_names(struct str names)
{
    size_t count = 0;
    struct str name;
    for (size_t at = 0; take(names, &at, '\0', &name);)
        count++;
    return count;
}

void link_index_write(struct link_index *old, struct str path, struct str top, struct str commit,
                      const struct read_links *files, size_t count, struct arena *a)
{
    struct str names;
    const char *const arguments[] = {
        "-C",          arena_copy(a, top).ptr,    "ls-tree", "-r", "-z", "--name-only",
        "--full-tree", arena_copy(a, commit).ptr, NULL};
    if (path.len == 0 || git_run(a, arguments, true, &names) != 0)
        return;
    struct map read = {0};
    for (size_t i = 0; i < count; i++)
        map_put(&read, a, files[i].path, &files[i]);
    struct link_entry *entries = ARENA_ARRAY(a, struct link_entry, count_names(names) + 1);
    size_t missing = old->missing;
    size_t kept = join_entries(old, names, &read, entries, &missing, a);
    struct str *parts = ARENA_ARRAY(a, struct str, 3 * kept + 1);
    parts[0] = arena_format(a, "%" STR_FORMAT "\n%zu\n", STR_ARG(commit), missing);
    for (size_t i = 0; i < kept; i++) {
        parts[1 + 3 * i] = entries[i].path;
        parts[2 + 3 * i] = (struct str){"", 1};
        parts[3 + 3 * i] = entries[i].links;
    }
    struct str body = arena_join(a, parts, 3 * kept + 1);
    const struct str whole[] = {str_of(MARK), sum_of(body, a), body};
    if (body.len < SIZE_LIMIT / 2)
        write_whole(path, arena_join(a, whole, 3), a);
}

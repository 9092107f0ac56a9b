/*
 * files.h - which files a command works on; reading them, and writing reports whole or not at all.
 */
#ifndef TOOLS_FILES_H
#define TOOLS_FILES_H

#include "sema/import.h"
#include "tools/command.h"

/* A folder that specs were found in. */
struct folder {
    struct str path;     /* as it was named, or found below what was named; empty for here */
    struct str relative; /* from the folder that was named, for the path of reports */
};

/* A spec to work on. There may be a great many: its paths are put together when asked for. */
struct file {
    const struct folder *folder; /* NULL if the spec itself was named */
    const char *name;            /* in the folder; or as named, `-` being standard input */
};

enum { FILE_BLOCK = 256 };

struct file_list {
    const struct options
        *options;         /* of the run; NULL: what cannot be used is told in both languages */
    struct file **blocks; /* of FILE_BLOCK each */
    size_t count, block_count, block_room;
    bool is_cut; /* folders too deep were told and left out */
};

/* The spec at `index`. */
static inline const struct file *file_at(const struct file_list *list, size_t index)
{
    return &list->blocks[index / FILE_BLOCK][index % FILE_BLOCK];
}

/* The path to open and to show; and the one from the folder that was named, for reports. Both end
 * with a NUL. */
struct str file_path(const struct file *file, struct arena *a);
struct str file_relative(const struct file *file, struct arena *a);
bool file_is_input(const struct file *file);

/*
 * The files that the paths stand for, in an order of their own: paths as given, folders by name.
 * Links are not followed into folders. False after telling which path cannot be used.
 */
bool files_collect(const struct options *options, struct arena *a, struct file_list *list);

/* The same, for a command that works on each file alone: folders too deep are told, and the rest is worked on. */
bool files_collect_rest(const struct options *options, struct arena *a, struct file_list *list);

/*
 * Of a command that changes files: refuses a file on standard input while no path is named, since that
 * would mean all files of the workspace; true after telling so.
 */
bool files_refuse_unnamed_input(const struct options *options);

/* The specs of a list that are wanted, in a list of their own. */
struct file_list files_pick(const struct file_list *list, const bool *wanted, struct arena *a);

/* Adds a spec by its name, which lives as long as the list. */
void files_add(struct file_list *list, struct arena *a, const char *name);

enum file_fault { FILE_READ, FILE_TOO_LARGE, FILE_FAILED };

/*
 * Reads a file whole into `a`. Only ordinary files are read (no waiting on a pipe), and standard
 * input for `-`. FILE_FAILED after telling why; of a file too large only the name is known.
 */
enum file_fault file_read(const struct options *options, const struct file *file, struct arena *a,
                          struct source **source);

/* The same of a file that is nothing to the command unless it is read; false after telling why not. */
bool file_read_or_tell(const struct options *options, const struct file *file, struct arena *a,
                       struct source **source);

/* Puts `text` in the place of a source that file_read read, in the encoding that it had; as file_replace. */
bool file_rewrite(const struct options *options, const struct source *source, struct arena *a,
                  struct str text);

struct past;

/* The workspace: the nearest folder upwards that holds jixiao.jx, else the current one. */
struct workspace {
    int root;                /* open folder */
    struct str path;         /* absolute, real */
    bool failed;             /* workspace_load met a fault that is not the user's, and told it */
    const struct past *past; /* its files are read as they were then; NULL: as they are */
    const struct past *compared; /* of today's files, what they are compared with; or NULL */
    bool met_change;             /* workspace_read was asked for one that differs from that */
};

/* Finds and opens it, or tells why not; the second as it was then; and closes it. */
bool workspace_open(struct workspace *workspace, struct arena *a);
bool workspace_open_past(struct workspace *workspace, const struct past *past, struct arena *a);
void workspace_close(struct workspace *workspace);

/* An import_load whose context is the workspace: no path leaves it, no link is followed. */
import_load workspace_load;

/*
 * Writes `text` to `path` under the folder `directory` (folders in between are made): beside its
 * place first, then renamed into it; a file that holds these bytes already is left alone, and one
 * that is replaced leaves its mode to the new one. A symbolic link in the file's place is refused.
 * False after telling why: the old file is then still whole.
 */
bool file_replace(int directory, struct str path, struct str text);

/*
 * The same in two steps, for many files: each is written, and `is_new` tells whether it had to be; when
 * all are, the folder of each new one is synced once, so that the new names outlive a crash.
 */
bool file_write(int directory, struct str path, struct str text, bool *is_new);
bool folder_sync(int directory, struct str path);

/* Writes all of it into what is open; false with `errno` if it cannot. */
bool file_write_all(int fd, struct str text);

#endif

/* unit_workspace.c - tests of paths, patterns and files in a workspace, on a disk. */
#define _GNU_SOURCE /* for mkdtemp, and RTLD_NEXT */
#include "tools/past.h"
#include "tools/workspace_glob.h"
#include "tools/workspace_path.h"

/* Those of a language of amounts are called that too. */
#define unit test_unit
#include "unit.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what main.c tells people, here counted --------------------------------------------------- */

static unsigned told;

int command_fail(const char *path, const char *reason)
{
    (void)path, (void)reason;
    told++;
    return EXIT_CANNOT;
}

int command_refuse(const struct options *options, const char *path, const char *chinese,
                   const char *english)
{
    (void)options, (void)chinese;
    return command_fail(path, english);
}

int command_refuse_name(const struct options *options, const char *name, const char *chinese,
                        const char *english, struct str meant, const char *list)
{
    (void)options, (void)chinese, (void)meant, (void)list;
    return command_fail(name, english);
}

struct library *command_library(struct arena *a)
{
    (void)a;
    return NULL;
}

/* ---- a disk that does not tell the types of its files, and loses one ------------------------------ */

static bool hides_types;

struct dirent *readdir(DIR *folder)
{
    struct dirent *(*next)(DIR *);
    *(void **)&next = dlsym(RTLD_NEXT, "readdir");
    struct dirent *entry = next(folder);
    if (entry && hides_types) {
        entry->d_type = DT_UNKNOWN;
        if (strcmp(entry->d_name, "甲乙.jx") == 0)
            memcpy(entry->d_name, "没了.jx", sizeof "没了.jx");
    }
    return entry;
}

/* ---- a workspace on the disk ------------------------------------------------------------------- */

struct disk {
    struct arena a;
    struct workspace workspace;
};

static void put(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
        abort();
    close(fd);
}

static void need(int result)
{
    if (result != 0)
        abort();
}

/* Of the files only those with 甲 in their names are specs that a pattern may stand for. */
static const char *const specs[] = {
    "甲.jx",       "甲乙.jx",          "一/甲.jx", "一/甲1.jx",
    "一/二/甲.jx", "一/二/三/甲甲.jx", "四/甲.jx", "四五/甲.jx",
};

static void disk_open(struct disk *disk)
{
    static char top[] = "/tmp/jixiao-unit-XXXXXX";
    *disk = (struct disk){.a = ARENA_INIT};
    if (!mkdtemp(top))
        abort();
    need(chdir(top));
    for (const char *const *folder =
             (const char *const[]){"一", "一/二", "一/二/三", "四", "四五", ".隐", "一/.隐", NULL};
         *folder; folder++)
        need(mkdir(*folder, 0755));
    for (size_t i = 0; i < COUNT(specs); i++)
        put(specs[i], "单位 词：计数\n");
    for (const char *const *path = (const char *const[]){"jixiao.jx", "一/注.txt", ".隐/甲.jx",
                                                         "一/.甲.jx", "一/.隐/甲.jx", NULL};
         *path; path++)
        put(*path, "");
    need(symlink("甲.jx", "链甲.jx"));
    need(symlink("一", "链"));
    need(symlink("环", "环"));
    need(mkfifo("管甲.jx", 0644));
    put("大.jx", "");
    need(truncate("大.jx", (off_t)SOURCE_SIZE_LIMIT + 1));
    need(chdir("一"));
    if (!workspace_open(&disk->workspace, &disk->a))
        abort();
    need(chdir(".."));
}

static void disk_close(struct disk *disk)
{
    struct str remove =
        arena_format(&disk->a, "rm -rf '%" STR_FORMAT "'", STR_ARG(disk->workspace.path));
    workspace_close(&disk->workspace);
    need(system(remove.ptr));
    arena_free(&disk->a);
}

static struct source *source_at(struct disk *disk, const char *identity)
{
    struct source *source = source_new(&disk->a, str_of(identity), STR(""));
    source->identity = str_of(identity);
    return source;
}

static struct str repeated(struct arena *a, const char *text, size_t times)
{
    struct str *parts = ARENA_ARRAY(a, struct str, times);
    for (size_t i = 0; i < times; i++)
        parts[i] = str_of(text);
    return arena_join(a, parts, times);
}

/* ---- patterns ---------------------------------------------------------------------------------- */

/* What a pattern finds on the disk is what it stands for without it. */
static void test_patterns(struct unit *u, struct disk *disk)
{
    static const struct {
        int line;
        const char *from, *pattern;
        unsigned count;
    } rows[] = {
        {HERE, "汇总.jx", "*", 2},
        {HERE, "汇总.jx", "**", 8},
        {HERE, "汇总.jx", "**/*甲*.jx", 8},
        {HERE, "汇总.jx", "**/**/甲*", 8},
        {HERE, "汇总.jx", "**/二/**", 2},
        {HERE, "汇总.jx", "**/二/*甲", 0},
        {HERE, "汇总.jx", "一/**/甲.jx", 2},
        {HERE, "汇总.jx", "一/**/三/*", 1},
        {HERE, "汇总.jx", "四*/甲.jx*", 2},
        {HERE, "汇总.jx", "四?/甲.jx", 1},
        {HERE, "汇总.jx", "?/甲?.jx", 1},
        {HERE, "汇总.jx", "一/二/甲.jx", 1},
        {HERE, "汇总.jx", "一/二", 0},
        {HERE, "汇总.jx", "一/没有/*.jx", 0},
        {HERE, "汇总.jx", "一/没有/二/三/*.jx", 0},
        {HERE, "汇总.jx", "一/甲.jx/*.jx", 0},
        {HERE, "汇总.jx", "./一//./甲.jx", 1},
        {HERE, "汇总.jx", "一/*/甲.jx", 1},
        {HERE, "汇总.jx", "一/注.*", 0},
        {HERE, "汇总.jx", "链*", 0},
        {HERE, "汇总.jx", "管*", 0},
        {HERE, "一/二/汇总.jx", "../甲*.jx", 2},
        {HERE, "一/二/汇总.jx", "../../四/*", 1},
        {HERE, "一/二/汇总.jx", "**", 2},
        {HERE, "一/汇总.jx", "../../*.jx", 0},
        {HERE, "汇总.jx", "/甲.jx", 0},
        {HERE, "汇总.jx", "", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct glob_list list = {0};
        struct source *source = source_at(disk, rows[i].from);
        struct str pattern = str_of(rows[i].pattern);
        enum glob_fault fault =
            workspace_glob(&disk->workspace, source, pattern, 1000, &disk->a, &list);
        bool leaves = pattern.len == 0 || pattern.ptr[0] == '/' || i == COUNT(rows) - 3;
        glob_list_sort(&list);
        unsigned found = 0, has = 0;
        for (size_t at = 0; at < list.count; at++)
            found += !str_equal(list.names[at], STR("jixiao.jx")) &&
                     !str_equal(list.names[at], STR("大.jx"));
        for (size_t at = 0; at < COUNT(specs); at++)
            has +=
                workspace_glob_has(&disk->workspace, source, pattern, str_of(specs[at]), &disk->a);
        CHECK_ROW_NUMBER(u, &rows[i], fault, leaves ? GLOB_OUTSIDE : GLOB_DONE);
        CHECK_ROW_NUMBER(u, &rows[i], found, rows[i].count);
        CHECK_ROW_NUMBER(u, &rows[i], has, rows[i].count);
        for (const char *const *hidden =
                 (const char *const[]){".隐/甲.jx", "一/.甲.jx", "一/.隐/甲.jx", "一/注.txt", NULL};
             *hidden; hidden++)
            CHECK_ROW_NUMBER(
                u, &rows[i],
                workspace_glob_has(&disk->workspace, source, pattern, str_of(*hidden), &disk->a),
                false);
    }
    struct glob_list list = {0};
    struct source *source = source_at(disk, "汇总.jx");
    CHECK(u,
          workspace_glob(&disk->workspace, source, STR("**"), 3, &disk->a, &list) == GLOB_TOO_MANY);
    struct str deep = repeated(&disk->a, "一/", PATH_PART_LIMIT + 1);
    CHECK(u, workspace_glob(&disk->workspace, source, deep, 3, &disk->a, &list) == GLOB_OUTSIDE);
    struct str long_one = repeated(&disk->a, "一", 2000);
    CHECK(u,
          workspace_glob(&disk->workspace, source, long_one, 3, &disk->a, &list) == GLOB_OUTSIDE);
    struct str spec = arena_format(&disk->a, "%" STR_FORMAT "甲.jx", STR_ARG(deep));
    CHECK(u, !workspace_glob_has(&disk->workspace, source, STR("**"), spec, &disk->a));
    CHECK(u, workspace_glob(&disk->workspace, source_at(disk, spec.ptr), STR("*"), 3, &disk->a,
                            &list) == GLOB_OUTSIDE);
    CHECK_NUMBER(u, told, 0);
}

/* The names of a list, a blank behind each. */
static struct str joined(struct arena *a, const struct glob_list *list)
{
    struct str *names = ARENA_ARRAY(a, struct str, 2 * list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        names[2 * i] = list->names[i];
        names[2 * i + 1] = STR(" ");
    }
    return arena_join(a, names, 2 * list->count);
}

/* All specs below the folder at hand, as a command without a pattern finds them. */
static struct str collected(struct unit *u, struct arena *a)
{
    char here[] = ".", *paths[] = {here};
    struct options options = {.paths = paths, .path_count = 1};
    struct file_list files;
    CHECK(u, files_collect(&options, a, &files));
    struct glob_list list = {.names = ARENA_ARRAY(a, struct str, files.count)};
    for (; list.count < files.count; list.count++)
        list.names[list.count] = file_path(file_at(&files, list.count), a);
    return joined(a, &list);
}

/* Folders too deep are told and left out; where nothing is left, or there is nothing, that is told too. */
static void test_folders(struct unit *u, struct disk *disk)
{
    char deep[] = "深", empty[] = "空", *paths[] = {deep, empty}, above[] = "..";
    struct options options = {.paths = paths, .path_count = 1};
    struct file_list files;
    need(mkdir(empty, 0755));
    for (unsigned depth = 0; depth < 70; depth++) {
        need(mkdir(deep, 0755));
        need(chdir(deep));
    }
    for (unsigned depth = 0; depth < 70; depth++)
        need(chdir(above));
    told = 0;
    CHECK(u, !files_collect_rest(&options, &disk->a, &files) && told == 1);
    put("深/甲.jx", "");
    need(mkdir("深/甲", 0755));
    need(mkdir("深/乙", 0755));
    put("深/乙.jx", "");
    CHECK(u, files_collect_rest(&options, &disk->a, &files) && files.is_cut && files.count == 2);
    CHECK(u, !files_collect(&options, &disk->a, &files) && told == 3);
    options.paths = paths + 1;
    CHECK(u, !files_collect(&options, &disk->a, &files) && told == 4);
    char *twice[] = {empty, empty};
    options = (struct options){.paths = twice, .path_count = 2};
    CHECK(u, !files_collect(&options, &disk->a, &files) && told == 5);
}

/* Where the disk does not tell what a name is of, it is asked. */
static void test_types(struct unit *u, struct disk *disk)
{
    struct str found[2], all[2];
    for (unsigned i = 0; i < 2; i++) {
        struct glob_list list = {0};
        hides_types = i;
        workspace_glob(&disk->workspace, source_at(disk, "汇总.jx"), STR("**"), 1000, &disk->a,
                       &list);
        glob_list_sort(&list);
        found[i] = joined(&disk->a, &list);
        all[i] = collected(u, &disk->a);
    }
    hides_types = false;
    CHECK_TEXT(
        u, found[0],
        "jixiao.jx 一/二/三/甲甲.jx 一/二/甲.jx 一/甲.jx 一/甲1.jx 四/甲.jx 四五/甲.jx 大.jx "
        "甲.jx 甲乙.jx ");
    CHECK_TEXT(
        u, found[1],
        "jixiao.jx 一/二/三/甲甲.jx 一/二/甲.jx 一/甲.jx 一/甲1.jx 四/甲.jx 四五/甲.jx 大.jx "
        "甲.jx ");
    CHECK_TEXT(u, all[0],
               "./jixiao.jx ./一/二/三/甲甲.jx ./一/二/甲.jx ./一/甲.jx ./一/甲1.jx ./四/甲.jx "
               "./四五/甲.jx ./大.jx ./甲.jx ./甲乙.jx ");
    CHECK_TEXT(u, all[1],
               "./jixiao.jx ./一/二/三/甲甲.jx ./一/二/甲.jx ./一/甲.jx ./一/甲1.jx ./四/甲.jx "
               "./四五/甲.jx ./大.jx ./甲.jx ");
}

/* A pattern stands for the files that were there then: what came since is left out, what is gone is not. */
static void test_past(struct unit *u, struct disk *disk)
{
    struct past_file files[] = {
        {.path = STR("甲.jx"), .kind = PAST_FILE, .is_here = true},
        {.path = STR("甲乙.jx"), .kind = PAST_ABSENT, .is_here = true},
        {.path = STR("丙.jx"), .kind = PAST_FILE},
        {.path = STR("丁.jx"), .kind = PAST_LINK},
        {.path = STR("丁/甲.jx"), .kind = PAST_FILE},
        {.path = STR("丁/.戊.jx"), .kind = PAST_FILE},
        {.path = STR("己.jx"), .kind = PAST_FILE},
    };
    struct past past = {.files = files, .count = COUNT(files)};
    for (size_t i = 0; i < COUNT(files); i++) {
        files[i].path = workspace_absolute(&disk->workspace, files[i].path, &disk->a);
        map_put(&past.by_path, &disk->a, files[i].path, &files[i]);
    }
    files[COUNT(files) - 1].path = STR("/甲.jx"); /* of the repository, yet not of the workspace */
    disk->workspace.past = &past;
    struct glob_list list = {0};
    struct source *source = source_at(disk, "汇总.jx");
    workspace_glob(&disk->workspace, source, STR("*/甲.jx"), 1000, &disk->a, &list);
    workspace_glob(&disk->workspace, source, STR("?.jx"), 1000, &disk->a, &list);
    glob_list_sort(&list);
    CHECK_TEXT(u, joined(&disk->a, &list),
               "一/甲.jx 丁/甲.jx 丙.jx 四/甲.jx 四五/甲.jx 大.jx 甲.jx ");
    list.count = 0;
    CHECK(u,
          workspace_glob(&disk->workspace, source, STR("**"), 1, &disk->a, &list) == GLOB_TOO_MANY);
    disk->workspace.past = NULL;
}

/* ---- what a file refers to ------------------------------------------------------------------------ */

static void test_references(struct unit *u, struct disk *disk)
{
    static const struct {
        int line;
        const char *from, *path;
        enum import_fault fault;
    } rows[] = {
        {HERE, "汇总.jx", "甲.jx", IMPORT_FOUND},
        {HERE, "一/二/甲.jx", "../../四/甲.jx", IMPORT_FOUND},
        {HERE, "一/二/甲.jx", ".//三/甲甲.jx", IMPORT_FOUND},
        {HERE, "一/甲.jx", "../../甲.jx", IMPORT_OUTSIDE},
        {HERE, "一/甲.jx", "..", IMPORT_OUTSIDE},
        {HERE, "甲.jx", "/甲.jx", IMPORT_OUTSIDE},
        {HERE, "甲.jx", "", IMPORT_OUTSIDE},
        {HERE, "甲.jx", "链甲.jx", IMPORT_OUTSIDE},
        {HERE, "甲.jx", "链/甲.jx", IMPORT_OUTSIDE},
        {HERE, "甲.jx", "甲.jx/甲.jx", IMPORT_OUTSIDE},
        {HERE, "甲.jx", "没有.jx", IMPORT_ABSENT},
        {HERE, "甲.jx", "没有/甲.jx", IMPORT_ABSENT},
        {HERE, "甲.jx", "一", IMPORT_UNUSABLE},
        {HERE, "甲.jx", "管甲.jx", IMPORT_UNUSABLE},
        {HERE, "甲.jx", "大.jx", IMPORT_UNUSABLE},
    };
    struct source *read;
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_ROW_NUMBER(u, &rows[i],
                         workspace_load(&disk->workspace, source_at(disk, rows[i].from),
                                        str_of(rows[i].path), &disk->a, &read),
                         rows[i].fault);
    struct str deep = repeated(&disk->a, "一/", PATH_PART_LIMIT + 1);
    struct str long_one = repeated(&disk->a, "一", 2000), nul = {"甲\0.jx", 7};
    struct source *source = source_at(disk, "甲.jx"), *below = source_at(disk, deep.ptr);
    CHECK(u, workspace_load(&disk->workspace, source, deep, &disk->a, &read) == IMPORT_OUTSIDE);
    CHECK(u, workspace_load(&disk->workspace, source, long_one, &disk->a, &read) == IMPORT_OUTSIDE);
    CHECK(u, workspace_load(&disk->workspace, source, nul, &disk->a, &read) == IMPORT_OUTSIDE);
    CHECK(u, workspace_load(&disk->workspace, below, STR("a"), &disk->a, &read) == IMPORT_OUTSIDE);
    CHECK(u, !disk->workspace.failed && told == 0);
    /* By its path alone a file is found in the workspace, or not. */
    CHECK(u, workspace_load(&disk->workspace, source_new(&disk->a, STR("一/甲.jx"), STR("")),
                            STR("../甲.jx"), &disk->a, &read) == IMPORT_FOUND);
    CHECK(u, workspace_load(&disk->workspace, source_new(&disk->a, STR("-"), STR("")), STR("甲.jx"),
                            &disk->a, &read) == IMPORT_FOUND);
    for (const char *const *path = (const char *const[]){"/", ".", "/dev/null", "没有/甲.jx", NULL};
         *path; path++)
        CHECK(u, workspace_load(&disk->workspace, source_new(&disk->a, str_of(*path), STR("")),
                                STR("甲.jx"), &disk->a, &read) == IMPORT_OUTSIDE);
    struct workspace shorter = disk->workspace;
    shorter.path = str_part(shorter.path, 0, shorter.path.len - 1);
    CHECK(u, !workspace_identify(&shorter, source_new(&disk->a, STR("甲.jx"), STR("")), &disk->a));
    /* Where the whole disk is the workspace. */
    struct workspace whole = disk->workspace;
    whole.path = STR("/");
    struct source *null = source_new(&disk->a, STR("/dev/null"), STR(""));
    CHECK(u, workspace_identify(&whole, null, &disk->a));
    CHECK_TEXT(u, null->identity, "dev/null");
    CHECK_TEXT(u, workspace_absolute(&whole, null->identity, &disk->a), "/dev/null");
}

/* What was there then, of what differs, is never looked for on the disk. */
static void test_references_then(struct unit *u, struct disk *disk)
{
    static const struct {
        int line;
        enum past_kind kind;
        bool is_large;
        enum import_fault fault;
    } rows[] = {
        {HERE, PAST_FILE, false, IMPORT_FOUND},
        {HERE, PAST_FILE, true, IMPORT_UNUSABLE},
        {HERE, PAST_LINK, false, IMPORT_OUTSIDE},
        {HERE, PAST_ABSENT, false, IMPORT_ABSENT},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct past_file file = {.path =
                                     workspace_absolute(&disk->workspace, STR("甲.jx"), &disk->a),
                                 .kind = rows[i].kind,
                                 .is_large = rows[i].is_large,
                                 .text = STR("then")};
        struct past past = {.files = &file, .count = 1};
        struct source *read = NULL, *source = source_at(disk, "一/甲.jx");
        map_put(&past.by_path, &disk->a, file.path, &file);
        disk->workspace.past = &past;
        enum import_fault fault =
            workspace_load(&disk->workspace, source, STR("../甲.jx"), &disk->a, &read);
        CHECK_ROW_NUMBER(u, &rows[i], fault, rows[i].fault);
        if (fault == IMPORT_FOUND)
            CHECK_ROW_TEXT(u, &rows[i], read->text, "then");
        CHECK_ROW_NUMBER(u, &rows[i],
                         workspace_load(&disk->workspace, source, STR("甲1.jx"), &disk->a, &read),
                         IMPORT_FOUND);
        disk->workspace.past = NULL;
    }
}

/* ---- writing ------------------------------------------------------------------------------------ */

static unsigned mode_of(const char *path)
{
    struct stat status;
    need(stat(path, &status));
    return status.st_mode & (S_IRWXU | S_IRWXG | S_IRWXO);
}

static void test_writing(struct unit *u, struct disk *disk)
{
    bool is_new;
    int root = disk->workspace.root;
    told = 0;
    CHECK(u, file_write(root, STR("新/报告/一.txt"), STR("1"), &is_new) && is_new);
    CHECK(u, file_write(root, STR("新/报告/一.txt"), STR("1"), &is_new) && !is_new);
    need(chmod("新/报告/一.txt", 0640));
    CHECK(u, file_write(root, STR("新/报告/一.txt"), STR("2"), &is_new) && is_new);
    CHECK_NUMBER(u, mode_of("新/报告/一.txt"), 0640);
    struct str absolute = workspace_absolute(&disk->workspace, STR("新/二/二.txt"), &disk->a);
    CHECK(u, file_replace(root, absolute, STR("3")) && file_replace(root, absolute, STR("3")));
    CHECK_NUMBER(u, told, 0);
    /* A file, a link or a folder is in the way; the path is too long. */
    struct str long_one = repeated(&disk->a, "一", 2000);
    CHECK(u, !file_write(root, STR("新/报告/一.txt/二.txt"), STR("1"), &is_new));
    CHECK(u, !file_write(root, STR("新/报告/一.txt/二/三.txt"), STR("1"), &is_new));
    CHECK(u, !file_write(root, STR("环/甲.txt"), STR("1"), &is_new));
    CHECK(u, !file_write(root, STR("链甲.jx"), STR("1"), &is_new));
    CHECK(u, !file_write(root, STR("一"), STR("1"), &is_new));
    CHECK(u, !file_write(root, long_one, STR("1"), &is_new));
    CHECK_NUMBER(u, told, 6);
    told = 0;
    /* What others left beside it is left alone, and is not in the way unless there is too much of it. */
    for (int i = 0; i < 100; i++) {
        char beside[40];
        snprintf(beside, sizeof beside, "新/报告/一.txt.%02dtmp", i);
        if (i == 99)
            CHECK(u, file_write(root, STR("新/报告/一.txt"), STR("4"), &is_new) && told == 0);
        put(beside, "");
    }
    CHECK(u, !file_write(root, STR("新/报告/一.txt"), STR("5"), &is_new) && told == 1);
    char text[8] = "";
    int fd = open("新/报告/一.txt", O_RDONLY);
    CHECK(u, read(fd, text, sizeof text) == 1 && text[0] == '4');
    close(fd);
}

static void test_faults(struct unit *u)
{
    static const int users[] = {ENOENT, ENOTDIR,      EACCES, EPERM, ELOOP,
                                EISDIR, ENAMETOOLONG, ENXIO,  EINVAL};
    static const int others[] = {EIO, EMFILE, ENOMEM, ENOSPC, 0};
    for (size_t i = 0; i < COUNT(users); i++)
        CHECK(u, fault_is_users(users[i]));
    for (size_t i = 0; i < COUNT(others); i++)
        CHECK(u, !fault_is_users(others[i]));
}

int main(void)
{
    struct unit u = {0};
    struct disk disk;
    disk_open(&disk);
    test_patterns(&u, &disk);
    test_types(&u, &disk);
    test_past(&u, &disk);
    test_references(&u, &disk);
    test_references_then(&u, &disk);
    test_writing(&u, &disk);
    test_faults(&u);
    test_folders(&u, &disk);
    disk_close(&disk);
    return unit_finish(&u);
}

/* workspace_file.c - jixiao.jx, and what it says for every file of the workspace. */
#include "tools/workspace_file.h"

#include "tools/workspace_path.h"

#include <sys/stat.h>
#include <unistd.h>

/* The path of jixiao.jx from the current folder, which is the workspace or lies in it. */
static struct str path_of(const struct workspace *workspace, struct arena *a)
{
    char here[4096];
    struct str path = STR("jixiao.jx");
    if (!getcwd(here, sizeof here))
        return path;
    size_t root = workspace->path.len == 1 ? 0 : workspace->path.len;
    for (size_t at = root; here[at]; at++) {
        if (here[at] == '/' && here[at + 1])
            path = arena_format(a, "../%" STR_FORMAT, STR_ARG(path));
    }
    return path;
}

/* Whether the list holds that file already, by whatever name. */
static bool is_listed(const struct file_list *list, struct str path, struct arena *a)
{
    struct stat wanted, status;
    if (stat(path.ptr, &wanted) != 0)
        return false;
    for (size_t i = 0; i < list->count; i++) {
        if (!str_ends_with(str_of(file_at(list, i)->name), STR("jixiao.jx")))
            continue;
        if (stat(file_path(file_at(list, i), a).ptr, &status) == 0 &&
            status.st_dev == wanted.st_dev && status.st_ino == wanted.st_ino)
            return true;
    }
    return false;
}

/* Whether the nodes say anything but what is imported and what rules count as. */
static bool declares(const struct ast_node *nodes)
{
    struct bilingual use = word_info(WORD_FILE_USE)->name;
    struct bilingual severity = word_info(WORD_FILE_SEVERITY)->name;
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (!node->head || node->head->kind != AST_NAME)
            continue;
        struct str head = node->head->text;
        if (!str_equal(head, use.chinese) && !str_equal(head, use.english) &&
            !str_equal(head, severity.chinese) && !str_equal(head, severity.english))
            return true;
    }
    return false;
}

const struct import_list *workspace_file_lends(const struct workspace_file *file,
                                               struct workspace *workspace, struct source *source,
                                               struct arena *a)
{
    if (!file->lends)
        return NULL;
    workspace_identify(workspace, source, a);
    for (size_t i = 0; i < file->c.spec.files.count; i++) {
        if (str_equal(file->c.spec.files.files[i].source->identity, source->identity))
            return NULL;
    }
    return &file->c.spec.files;
}

/* Compiles the source, which lies in the file's arena. */
static void compile_file(struct workspace_file *file, const struct library *library,
                         struct workspace *workspace, struct source *source)
{
    struct import_loader loader = {.load = workspace_load, .context = workspace};
    if (source->text.len > 0)
        compile(&file->c, library, NULL, source, &loader);
    workspace_identify(workspace, source, &file->c.arena);
    for (size_t i = 0; i < file->c.spec.files.count; i++) {
        source_index(file->c.spec.files.files[i].source, &file->c.arena);
        file->lends |= declares(file->c.spec.files.files[i].nodes);
    }
}

bool workspace_file_load(const struct options *options, const struct library *library,
                         struct arena *a, struct file_list *list, struct workspace_file *file)
{
    struct workspace workspace;
    struct source *source;
    *file = (struct workspace_file){.c = {.arena = ARENA_INIT}};
    if (!workspace_open(&workspace, a))
        return false;
    struct str path = path_of(&workspace, a);
    bool is_read = true;
    if (access(path.ptr, F_OK) == 0) {
        struct file named = {NULL, path.ptr};
        enum file_fault fault = file_read(options, &named, &file->c.arena, &source);
        is_read = fault != FILE_FAILED;
        if (fault == FILE_READ)
            compile_file(file, library, &workspace, source);
        bool is_told = fault == FILE_TOO_LARGE || !diags_empty(&file->c.diags);
        if (is_told && !is_listed(list, path, a))
            files_add(list, a, path.ptr);
        is_read &= !workspace.failed;
    }
    workspace_close(&workspace);
    return is_read;
}

bool workspace_file_load_past(const struct library *library, struct workspace *workspace,
                              struct workspace_file *file)
{
    const struct str name = STR("jixiao.jx");
    struct source *source;
    *file = (struct workspace_file){.c = {.arena = ARENA_INIT}};
    if (workspace_read(workspace, &name, 1, &file->c.arena, &source) == IMPORT_FOUND)
        compile_file(file, library, workspace, source);
    return !workspace->failed;
}

void workspace_file_free(struct workspace_file *file)
{
    compilation_free(&file->c);
}

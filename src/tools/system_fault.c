/* system_fault.c - what the system refuses, in the words of the program. */
#include "tools/command.h"

#include <errno.h>

struct bilingual system_fault(int fault)
{
    static const struct {
        int fault;
        const char *chinese, *english;
    } rows[] = {
        {ENOENT, "没有这个文件或文件夹", "there is no such file or folder"},
        {ENOTDIR, "路径里有一段不是文件夹", "a part of the path is not a folder"},
        {EISDIR, "这是文件夹，不是文件", "this is a folder and not a file"},
        {EEXIST, "已经有一个同名的文件", "a file of that name is there already"},
        {EACCES, "没有权限", "permission is denied"},
        {EPERM, "没有权限", "permission is denied"},
        {EROFS, "这个磁盘只能读", "this disk is read-only"},
        {ENOSPC, "磁盘满了", "the disk is full"},
        {EDQUOT, "磁盘的份额用完了", "the disk quota is used up"},
        {EFBIG, "文件太大", "the file is too large"},
        {EIO, "读写磁盘出错", "reading or writing the disk failed"},
        {ELOOP, "符号链接绕成了圈，或者不能走", "symbolic links go round, or must not be followed"},
        {ENAMETOOLONG, "路径太长", "the path is too long"},
        {EMFILE, "打开的文件太多", "too many files are open"},
        {ENFILE, "打开的文件太多", "too many files are open"},
        {ENOMEM, "内存不足", "out of memory"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].fault == fault)
            return (struct bilingual){str_of(rows[i].chinese), str_of(rows[i].english)};
    }
    struct str other = str_of(strerror(fault));
    return (struct bilingual){other, other};
}

int command_fail_system(const struct options *options, const char *path, int fault)
{
    struct arena a = ARENA_INIT;
    struct bilingual text = system_fault(fault);
    const struct str both[] = {text.chinese, STR(" "), text.english};
    struct str told = options ? bilingual_text(text, options->language)
                      : str_equal(text.chinese, text.english) ? text.chinese
                                                              : arena_join(&a, both, 3);
    command_fail(path, told.ptr);
    arena_free(&a);
    return EXIT_CANNOT;
}

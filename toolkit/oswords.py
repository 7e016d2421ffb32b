"""What the operating system refused, in Chinese: its own words are English and depend on the machine."""

import errno

_WORDS = {
    errno.ENOENT: "找不到这个文件或文件夹",
    errno.EACCES: "没有权限，或正被别的程序打开",
    errno.EPERM: "没有权限，或正被别的程序打开",
    errno.EBUSY: "正被别的程序使用",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "这是文件，不是文件夹",
    errno.EEXIST: "同名的文件已经存在",
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名称太长",
    errno.EIO: "磁盘读写出错",
}


def why(error: OSError) -> str:
    """The reason of a failure of the file system."""
    return _WORDS.get(error.errno or 0, f"系统错误 {error.errno}")

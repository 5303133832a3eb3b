#include "cli/growing_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace schedlitmus::cli {

GrowingFile::~GrowingFile() {
  if (own_) ::close(descriptor_);
}

Result<std::size_t> GrowingFile::read(char* into, std::size_t size) {
  do {
    const auto got = ::pread(descriptor_, into, size, offset_);
    if (got > 0) {
      offset_ += got;
      return static_cast<std::size_t>(got);
    }
    if (got < 0 && errno != EINTR) return fail(std::string("cannot read the trace: ") + std::strerror(errno), path_);
  } while (turned_over());
  return std::size_t{0};
}

bool GrowingFile::turned_over() {
  struct stat now{};
  if (::fstat(descriptor_, &now) == 0 && now.st_size < offset_) {
    offset_ = 0;
    return true;
  }
  struct stat there{};
  // Between a rename and the next file there is none.
  if (::stat(path_.c_str(), &there) != 0 || (there.st_dev == now.st_dev && there.st_ino == now.st_ino)) return false;
  // What was written between the last read and the rename comes first.
  if (now.st_size > offset_) return true;
  const int next = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (next < 0) return false;
  if (own_) ::close(descriptor_);
  descriptor_ = next;
  own_ = true;
  offset_ = 0;
  return true;
}

}  // namespace schedlitmus::cli

#include "process/spill_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <vector>

namespace schedlitmus::process {
namespace {

int open_without_name(const std::string& folder) {
  const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) return file;
  // Not every file system has it.
  std::string path = folder + "/schedlitmus-XXXXXX";
  const int named = ::mkostemp(path.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(path.c_str());
  return named;
}

std::vector<std::string> folders_for(const std::string& asked) {
  if (!asked.empty()) return {asked};
  std::vector<std::string> folders;
  if (const char* given = std::getenv("TMPDIR")) folders.emplace_back(given);
  folders.insert(folders.end(), {"/var/tmp", "/tmp"});
  return folders;
}

}  // namespace

bool SpillFile::open() {
  if (tried_) return static_cast<bool>(file_);
  tried_ = true;
  for (const auto& folder : folders_for(folder_)) {
    file_ = Descriptor(open_without_name(folder));
    if (file_) return true;
  }
  return false;
}

bool SpillFile::write(std::uint64_t at, const std::string& block) {
  if (!open()) return false;
  for (std::size_t done = 0; done < block.size();) {
    const ssize_t size = ::pwrite(file_.get(), block.data() + done, block.size() - done, static_cast<off_t>(at + done));
    if (size > 0) {
      done += static_cast<std::size_t>(size);
    } else if (size == 0 || errno != EINTR) {
      return false;
    }
  }
  return true;
}

bool SpillFile::read(std::uint64_t at, std::uint64_t size, std::string& block) const {
  block.resize(size);
  for (std::size_t done = 0; done < size;) {
    const ssize_t got = ::pread(file_.get(), block.data() + done, size - done, static_cast<off_t>(at + done));
    if (got > 0) {
      done += static_cast<std::size_t>(got);
    } else if (got == 0 || errno != EINTR) {
      return false;
    }
  }
  return true;
}

void SpillFile::forget(std::uint64_t at, std::uint64_t size) const {
  ::fallocate(file_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(at),
              static_cast<off_t>(size));
}

}  // namespace schedlitmus::process

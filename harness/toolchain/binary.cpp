#include "toolchain/binary.hpp"

#include <elf.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "support/files.hpp"
#include "support/hash.hpp"
#include "toolchain/files.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

// debug/buildinfo: the mark, a byte with the size of pointers, a byte of flags; with kInline the release
// stands behind 32 bytes, its length first, else there are two pointers to Go strings.
constexpr std::string_view kMark = "\xff Go buildinf:";
constexpr std::size_t kHeadBytes = 32;
constexpr std::size_t kFlags = 15, kPointers = 16;
constexpr unsigned char kInline = 2;
constexpr std::size_t kLongestName = 256;

template <class Value>
std::optional<Value> value_at(std::string_view bytes, std::uint64_t at) {
  if (at > bytes.size() || bytes.size() - at < sizeof(Value)) return std::nullopt;
  Value value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

std::string text_at(std::string_view bytes, std::uint64_t at, std::uint64_t length) {
  if (length > kLongestName || at > bytes.size() || bytes.size() - at < length) return {};
  return std::string(bytes.substr(at, length));
}

/// Where in the file an address of a 64-bit ELF lies.
std::optional<std::uint64_t> place_of(std::string_view bytes, std::uint64_t address) {
  const auto head = value_at<Elf64_Ehdr>(bytes, 0);
  if (!head || std::memcmp(head->e_ident, ELFMAG, SELFMAG) != 0 || head->e_ident[EI_CLASS] != ELFCLASS64)
    return std::nullopt;
  for (unsigned i = 0; i < head->e_phnum; ++i) {
    const auto part = value_at<Elf64_Phdr>(bytes, head->e_phoff + std::uint64_t{i} * head->e_phentsize);
    if (!part || part->p_type != PT_LOAD || address < part->p_vaddr) continue;
    if (address - part->p_vaddr < part->p_filesz) return part->p_offset + (address - part->p_vaddr);
  }
  return std::nullopt;
}

/// The Go string that the pointer at `at` points to: an address and a length.
std::string string_behind(std::string_view bytes, std::uint64_t at) {
  const auto pointer = value_at<std::uint64_t>(bytes, at);
  const auto header = pointer ? place_of(bytes, *pointer) : std::nullopt;
  if (!header) return {};
  const auto address = value_at<std::uint64_t>(bytes, *header);
  const auto length = value_at<std::uint64_t>(bytes, *header + sizeof(std::uint64_t));
  const auto text = address ? place_of(bytes, *address) : std::nullopt;
  return text && length ? text_at(bytes, *text, *length) : std::string();
}

}  // namespace

std::string go_release_in(std::string_view bytes) {
  const auto at = bytes.find(kMark);
  if (at == std::string_view::npos || bytes.size() - at < kHeadBytes) return {};
  const auto flags = static_cast<unsigned char>(bytes[at + kFlags]);
  if ((flags & kInline) == 0) return string_behind(bytes, at + kPointers);
  if (bytes.size() - at == kHeadBytes) return {};
  // A name is shorter than 128 bytes, so its length takes one.
  return text_at(bytes, at + kHeadBytes + 1, static_cast<unsigned char>(bytes[at + kHeadBytes]));
}

Result<ReadyBinary> read_binary(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return fail("no such binary", path.string());
  if (::access(path.c_str(), X_OK) != 0) return fail("it cannot be executed", path.string(), "chmod +x makes it so");
  const auto bytes = read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  Hash hash;
  hash.add(*bytes);
  ReadyBinary binary;
  binary.made_of = hash.digits();
  binary.go = go_release_in(*bytes);
  // "go1.22.1 X:nocoverageredesign": an experiment is no other release.
  binary.go.resize(std::min(binary.go.find(' '), binary.go.size()));
  return binary;
}

}  // namespace schedlitmus::toolchain

#include "toolchain/binary.hpp"

#include <elf.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// What the linker of 1.18 and later writes.
std::string inline_info(const std::string& release) {
  std::string info = "\xff Go buildinf:";
  info += std::string("\x08\x02", 2);
  info.resize(32);
  return info + static_cast<char>(release.size()) + release + "\x05path\n";
}

template <class Value>
std::string bytes_of(const Value& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

/// An ELF of one segment, loaded at 0x400000, with the information of 1.13 to 1.17: a pointer to a Go string.
std::string pointer_info(const std::string& release) {
  constexpr std::uint64_t kBase = 0x400000;
  Elf64_Ehdr head{};
  std::memcpy(head.e_ident, ELFMAG, SELFMAG);
  head.e_ident[EI_CLASS] = ELFCLASS64;
  head.e_phoff = sizeof head;
  head.e_phentsize = sizeof(Elf64_Phdr);
  head.e_phnum = 1;
  Elf64_Phdr part{};
  part.p_type = PT_LOAD;
  part.p_vaddr = kBase;
  const std::uint64_t header_at = sizeof head + sizeof part;
  const std::uint64_t text_at = header_at + 16;
  std::string info = "\xff Go buildinf:";
  info += std::string("\x08\x00", 2);
  info += bytes_of(kBase + header_at) + bytes_of(std::uint64_t{0});
  part.p_filesz = text_at + release.size() + info.size();
  return bytes_of(head) + bytes_of(part) + bytes_of(kBase + text_at) + bytes_of(std::uint64_t{release.size()}) +
         release + info;
}

TEST(Binary, SaysWhichReleaseMadeIt) {
  EXPECT_EQ(go_release_in("\x7f"
                          "ELF" +
                          std::string(100, 'x') + inline_info("go1.22.1")),
            "go1.22.1");
  EXPECT_EQ(go_release_in(pointer_info("go1.13.15")), "go1.13.15");
}

TEST(Binary, OfNoGoOrCutAnywhereSaysNothing) {
  EXPECT_EQ(go_release_in(""), "");
  EXPECT_EQ(go_release_in("#!/bin/sh\n"), "");
  for (const auto& whole : {inline_info("go1.22.1"), pointer_info("go1.13.15")}) {
    const auto mark = whole.find("\xff Go");
    for (std::size_t size = 0; size < mark + 24; ++size) EXPECT_EQ(go_release_in(whole.substr(0, size)), "") << size;
  }
}

class BinaryFile : public testing::Test {
 protected:
  BinaryFile() { write(inline_info("go1.22.1 X:nodwarf5")); }
  ~BinaryFile() override { fs::remove(path_); }
  void write(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary) << bytes;
    fs::permissions(path_, fs::perms::owner_all);
  }
  fs::path path_ = fs::temp_directory_path() / ("schedlitmus-binary-" + std::to_string(::getpid()));
};

TEST_F(BinaryFile, IsKnownByItsContent) {
  const auto first = read_binary(path_);
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->go, "go1.22.1") << "without its experiments";
  EXPECT_EQ(read_binary(path_)->made_of, first->made_of);
  write(inline_info("go1.22.2"));
  EXPECT_NE(read_binary(path_)->made_of, first->made_of);
}

TEST_F(BinaryFile, ThatCannotBeExecutedIsAnError) {
  fs::permissions(path_, fs::perms::owner_read);
  EXPECT_THAT(read_binary(path_).error().what, HasSubstr("cannot be executed"));
  fs::remove(path_);
  EXPECT_THAT(read_binary(path_).error().what, HasSubstr("no such binary"));
}

}  // namespace
}  // namespace schedlitmus::toolchain

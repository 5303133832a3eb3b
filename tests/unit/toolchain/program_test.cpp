#include "toolchain/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "toolchain/module_file.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Error error_of(const std::string& text) {
  const auto settings = parse_program_settings(text, "p/program.json");
  EXPECT_FALSE(settings.has_value()) << text;
  return settings ? Error{} : settings.error();
}

TEST(ProgramSettings, ReadsAll) {
  const auto settings = parse_program_settings(
      R"({"go": ">=1.9", "why": "sync.Map", "build": {"tags": ["a", "b_1.x"], "race": true}})", "p");
  ASSERT_TRUE(settings.has_value());
  EXPECT_EQ(settings->go_text, ">=1.9");
  EXPECT_EQ(settings->why, "sync.Map");
  EXPECT_THAT(settings->tags, ElementsAre("a", "b_1.x"));
  EXPECT_TRUE(settings->race);
  EXPECT_FALSE(settings->cgo.has_value());
  EXPECT_TRUE(parse_program_settings("{}", "p").has_value());
}

TEST(ProgramSettings, NamesThePlaceOfWhatIsWrong) {
  EXPECT_EQ(error_of("{\n  \"gO\": \"1.9\"\n}").where, "p/program.json:2:3");
  EXPECT_THAT(error_of("{\n  \"gO\": \"1.9\"\n}").hint, HasSubstr("did you mean \"go\"?"));
  EXPECT_EQ(error_of(R"({"go": "one"})").where, "p/program.json:1:8");
  EXPECT_THAT(error_of(R"({"go": 1.9})").what, HasSubstr("must be a string"));
  EXPECT_THAT(error_of(R"({"why": "no reason"})").what, HasSubstr("without \"go\""));
  EXPECT_THAT(error_of(R"({"build": {"tags": ["-x"]}})").what, HasSubstr("no build tag"));
  EXPECT_THAT(error_of(R"({"build": {"race": true, "cgo": false}})").what, HasSubstr("needs cgo"));
  EXPECT_THAT(error_of(R"({"build": {"raze": true}})").hint, HasSubstr("race"));
  EXPECT_THAT(error_of("{").where, HasSubstr("p/program.json:1"));
  EXPECT_FALSE(parse_program_settings("", "p").has_value());
  EXPECT_FALSE(parse_program_settings(R"({"go": "1.9", "go": "1.8"})", "p").has_value());
}

TEST(GoMod, ReadsReplacements) {
  EXPECT_THAT(
      replacing_folders("replace a => ./lib\nreplace (\n\tb v1.0.0 => \"../b\" // why\n\tc => example.com/d v1\n"
                        "\te => /abs\n)\n// replace x => ./y\n"),
      ElementsAre("./lib", "../b", "/abs"));
}

std::string refused(const std::string& go_mod, const std::string& version) {
  return refused_by_go_mod(go_mod, *Version::parse(version));
}

TEST(GoMod, FromOn121TheGoLineIsALeastRelease) {
  EXPECT_EQ(refused("go 1.18\n", "1.9.7"), "");
  EXPECT_EQ(refused("go 1.20\n", "1.5"), "");
  EXPECT_EQ(refused("go 1.24\n", "1.23.12"), "its go.mod asks for Go 1.24 or newer");
  EXPECT_EQ(refused("go 1.24\n", "1.9.7"), "its go.mod asks for Go 1.24 or newer");
  EXPECT_EQ(refused("go 1.24\n", "1.24rc1"), "");
  EXPECT_EQ(refused("go 1.24\n", "1.24-devel@/x"), "");
  EXPECT_EQ(refused("go 1.24.3\n", "1.24.2"), "its go.mod asks for Go 1.24.3 or newer");
  EXPECT_EQ(refused("go 1.24.3\n", "1.24.3"), "");
  EXPECT_THAT(refused("go 1.20\ntoolchain go1.22.0\n", "1.20.14"), HasSubstr("toolchain line"));
  EXPECT_EQ(refused("go 1.20\ntoolchain go1.22.0\n", "1.21.0"), "");
  EXPECT_EQ(refused("go 1.20\ntoolchain go1.22.0\n", "1.9.7"), "") << "it reads no go.mod";
}

class ProgramTest : public ::testing::Test {
 protected:
  ProgramTest() {
    std::string pattern = ::testing::TempDir() + "schedlitmus-program-XXXXXX";
    folder = fs::canonical(::mkdtemp(pattern.data()));
    fs::create_directories(folder / ".git");
    write("repo/cmd/app/main.go", "package main\n");
    write("repo/lib/lib.go", "package lib\n");
  }
  ~ProgramTest() override { fs::remove_all(folder); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name) << text;
  }
  [[nodiscard]] Program read(const std::string& name) const {
    auto program = Program::read(folder / name);
    EXPECT_TRUE(program.has_value()) << (program ? "" : to_string(program.error()));
    return program.value_or(Program{});
  }
  [[nodiscard]] static std::vector<std::string> names(const Program& program) {
    std::vector<std::string> names;
    for (const auto& [name, text] : program.files) names.push_back(name);
    return names;
  }

  fs::path folder;
};

TEST_F(ProgramTest, WithoutGoModIsItsFolder) {
  const auto program = read("repo/cmd/app");
  EXPECT_THAT(names(program), ElementsAre("main.go"));
  EXPECT_FALSE(program.has_go_mod);
}

TEST_F(ProgramTest, BelongsToTheModuleAboveIt) {
  write("repo/go.mod", "module example.com/repo\n\ngo 1.22\n");
  write("repo/.hidden/x.go", "package x\n");
  const auto program = read("repo/cmd/app");
  EXPECT_THAT(names(program), ElementsAre("cmd/app/main.go", "go.mod", "lib/lib.go"));
  EXPECT_EQ(program.name, "app");
  EXPECT_EQ(program.package, "cmd/app");
  EXPECT_EQ(program.module, "");
  EXPECT_EQ(program.module_path, "example.com/repo");
  const auto support = ProgramSupport::read(folder / "repo/cmd/app");
  EXPECT_THAT(support->why_not(*Version::parse("1.21.0")), HasSubstr("asks for Go 1.22"));
}

TEST_F(ProgramTest, DoesNotLookForAModuleBeyondItsRepository) {
  fs::create_directories(folder / "repo/.git");
  write("go.mod", "module example.com/other\n");
  EXPECT_FALSE(read("repo/cmd/app").has_go_mod);
}

TEST_F(ProgramTest, BringsTheFoldersThatReplaceModules) {
  write("repo/go.mod", "module example.com/repo\n\nreplace example.com/x => ../x\n");
  write("x/x.go", "package x\n");
  write("unrelated/u.go", "package u\n");
  const auto program = read("repo/cmd/app");
  EXPECT_THAT(names(program), ElementsAre("repo/cmd/app/main.go", "repo/go.mod", "repo/lib/lib.go", "x/x.go"));
  EXPECT_EQ(program.module, "repo");
  fs::create_directories(folder / "out");
  ASSERT_TRUE(program.write_to(folder / "out", true).has_value());
  EXPECT_TRUE(fs::exists(folder / "out/cmd/app/main.go"));
  EXPECT_FALSE(fs::exists(folder / "out/x"));
}

TEST_F(ProgramTest, RefusesAReplacementThatCannotBeKept) {
  write("repo/go.mod", "module example.com/repo\n\nreplace example.com/x => /somewhere\n");
  const auto program = Program::read(folder / "repo/cmd/app");
  ASSERT_FALSE(program.has_value());
  EXPECT_THAT(program.error().what, HasSubstr("/somewhere"));
}

TEST_F(ProgramTest, SaysWhichReleasesItIsFor) {
  write("repo/cmd/app/program.json", R"({"go": ">=1.9", "why": "needs sync.Map"})");
  const auto support = ProgramSupport::read(folder / "repo/cmd/app");
  ASSERT_TRUE(support.has_value());
  EXPECT_EQ(support->why_not(*Version::parse("1.8.7")), "the program is for Go >=1.9 only: needs sync.Map");
  EXPECT_EQ(support->why_not(*Version::parse("1.9")), "");
  write("repo/cmd/app/program.json", "{");
  EXPECT_THAT(ProgramSupport::read(folder / "repo/cmd/app").error().where, HasSubstr("program.json:1"));
  EXPECT_FALSE(Program::read(folder / "repo/cmd/app").has_value());
}

TEST_F(ProgramTest, SaysHowManyCpusItNeeds) {
  write("repo/cmd/app/program.json", R"({"cpus": 3, "why": "two show nothing"})");
  const auto support = ProgramSupport::read(folder / "repo/cmd/app");
  ASSERT_TRUE(support.has_value());
  EXPECT_EQ(support->why_not_with(2), "the program is for 3 CPUs or more, and here are 2: two show nothing");
  EXPECT_EQ(support->why_not_with(3), "");
  EXPECT_EQ(support->why_not(*Version::parse("1.9")), "");
  for (const char* wrong : {R"({"cpus": 0})", R"({"cpus": "three"})", R"({"why": "of nothing"})"}) {
    write("repo/cmd/app/program.json", wrong);
    EXPECT_FALSE(ProgramSupport::read(folder / "repo/cmd/app").has_value()) << wrong;
  }
}

TEST_F(ProgramTest, SaysThatItNeedsNamespaces) {
  write("repo/cmd/app/program.json", R"({"namespaces": true, "why": "it has a name server"})");
  const auto support = ProgramSupport::read(folder / "repo/cmd/app");
  ASSERT_TRUE(support.has_value());
  EXPECT_TRUE(support->needs_namespaces());
  EXPECT_EQ(support->why_not_without_namespaces("unshare: not permitted"),
            "the program needs namespaces of its own (unshare: not permitted): it has a name server");
  EXPECT_EQ(support->why_not_without_namespaces(""), "");
  write("repo/cmd/app/program.json", "{}");
  EXPECT_EQ(ProgramSupport::read(folder / "repo/cmd/app")->why_not_without_namespaces("unshare: not permitted"), "");
}

TEST_F(ProgramTest, CgoIsWhatProgramJsonSaysOrWhatTheSourcesDo) {
  EXPECT_FALSE(read("repo/cmd/app").uses_cgo);
  write("repo/cmd/app/program.json", R"({"build": {"cgo": true}})");
  EXPECT_TRUE(read("repo/cmd/app").uses_cgo);
  write("repo/cmd/app/program.json", R"({"build": {"race": true}})");
  EXPECT_TRUE(read("repo/cmd/app").uses_cgo) << "the race detector is C";
}

}  // namespace
}  // namespace schedlitmus::toolchain

#include "toolchain/build.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include "toolchain/build_mode.hpp"
#include "toolchain/module_file.hpp"
#include "toolchain/program.hpp"
#include "unit/toolchain/fake_go.hpp"

namespace schedlitmus::toolchain {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(GoMod, ReadsDirectives) {
  const std::string text =
      "// comment\nmodule \"example.com/x\" // why\n\ngo 1.21.3\n\nrequire (\n\tgo.uber.org/a v1\n)\n";
  EXPECT_EQ(directive_of(text, "module"), "example.com/x");
  EXPECT_EQ(directive_of(text, "go"), "1.21.3");
  EXPECT_EQ(directive_of(text, "toolchain"), "");
}

TEST(Cgo, IsSeenInImports) {
  EXPECT_TRUE(imports_c("package main\n\n// #include <stdio.h>\nimport \"C\"\n"));
  EXPECT_TRUE(imports_c("import (\n\t\"fmt\"\n\t\"C\" // here\n)\n"));
  EXPECT_TRUE(imports_c("import(\"C\")\r\n"));
  EXPECT_FALSE(imports_c("import \"fmt\"\nvar x = \"C\"\n"));
  EXPECT_FALSE(imports_c("var list = []string{\n\t\"C\",\n}\n"));
  EXPECT_FALSE(imports_c("// import \"C\"\n"));
}

TEST(BuildOutput, ReadsDefaultGodebug) {
  EXPECT_EQ(default_godebug_of("x: go1.27.4\n\tbuild\tDefaultGODEBUG=a=1,b=2\n\tbuild\tCGO_ENABLED=0\n"), "a=1,b=2");
  EXPECT_EQ(default_godebug_of("x: go1.27.4\n\tbuild\tCGO_ENABLED=0\n"), "");
}

TEST(BuildOutput, KeepsTheCompilersLines) {
  EXPECT_EQ(compiler_lines("# m/p\n./main.go:3: bad\n/tmp/w/sub/x.go:1: no\n# m/p/sub\n", "/tmp/w", "m/p"),
            "./main.go:3: bad\nsub/x.go:1: no\n# m/p/sub");
}

BuildMode mode_of(int minor, const std::string& go_mod = {}) {
  Program program;
  program.name = "p";
  program.has_go_mod = !go_mod.empty();
  program.module_path = directive_of(go_mod, "module");
  program.go_line = directive_of(go_mod, "go");
  return build_mode_for({.minor = minor}, program);
}

TEST(Mode, FollowsTheRelease) {
  EXPECT_FALSE(mode_of(4).modules);
  EXPECT_FALSE(mode_of(13).modules);
  EXPECT_FALSE(mode_of(20).modules);
  EXPECT_TRUE(mode_of(21).modules);
  EXPECT_EQ(mode_of(27).go_line, "1.27");
  EXPECT_THAT(mode_of(27).go_mod, HasSubstr("\ngo 1.27\n"));
  EXPECT_EQ(mode_of(20).go_line, "");
}

TEST(Mode, AGoModOfTheProgramWins) {
  const std::string go_mod = "module example.com/x\ngo 1.18\n";
  EXPECT_FALSE(mode_of(10, go_mod).modules);
  EXPECT_EQ(mode_of(10, go_mod).import_path, "example.com/x");
  for (const int minor : {11, 20, 27}) {
    const auto mode = mode_of(minor, go_mod);
    EXPECT_TRUE(mode.modules);
    EXPECT_EQ(mode.go_line, "1.18");
    EXPECT_EQ(mode.go_mod, "") << "its own is there";
  }
}

class BuildTest : public FakeGo {
 protected:
  Result<Build> build(const std::string& version = "1.13.15", const std::string& folder = "program") {
    unpack(version);
    const auto toolchain = make();
    const auto release = toolchain->get(*Version::parse(version));
    if (!release) return tl::unexpected(release.error());
    return toolchain->build(*release, home + "/" + folder);
  }

  Build built(const std::string& version = "1.13.15") {
    const auto result = build(version);
    EXPECT_TRUE(result.has_value()) << (result ? std::string() : to_string(result.error()));
    return result.value_or(Build{});
  }
};

TEST_F(BuildTest, GivesAnExecutableInTheCache) {
  const auto result = built();
  EXPECT_THAT(result.executable, ::testing::MatchesRegex(home + "/cache/builds/[0-9a-f]{40}/program"));
  EXPECT_EQ(::access(result.executable.c_str(), X_OK), 0);
  EXPECT_EQ(result.toolchain, "go1.13.15");
  EXPECT_EQ(result.go_line, "");
  EXPECT_EQ(result.default_godebug, "");
  EXPECT_FALSE(result.from_cache);
}

TEST_F(BuildTest, RecordsGoLineAndDefaultGodebug) {
  auto result = built("1.27.4");
  EXPECT_EQ(result.go_line, "1.27");
  EXPECT_EQ(result.default_godebug, "asynctimerchan=1,x509=0");
  result = built("1.27.4");
  EXPECT_TRUE(result.from_cache);
  EXPECT_EQ(result.go_line, "1.27");
  EXPECT_EQ(result.default_godebug, "asynctimerchan=1,x509=0");
}

TEST_F(BuildTest, IsCachedByContent) {
  const auto first = built();
  EXPECT_TRUE(built().from_cache);
  EXPECT_FALSE(built("1.14.15").from_cache) << "another release";
  write("program/more.go", "package main\n");
  const auto second = built();
  EXPECT_FALSE(second.from_cache) << "another source";
  EXPECT_NE(first.executable, second.executable);
  std::filesystem::remove(home + "/program/more.go");
  write("program/.hidden", "an editor's");
  write("program/report.json", "no build takes it in");
  EXPECT_TRUE(built().from_cache);
  write("program/main.go", "package main\n\n//go:embed data.txt\nvar data string\n\nfunc main() {}\n");
  const auto embedding = built();
  write("program/data.txt", "embedded");
  EXPECT_NE(built().executable, embedding.executable);
}

TEST_F(BuildTest, IsNamedByWhatItIsMadeOf) {
  const auto first = built();
  EXPECT_THAT(first.made_of, ::testing::MatchesRegex("[0-9a-f]{40}"));
  EXPECT_EQ(built().made_of, first.made_of) << "from the cache";
  EXPECT_EQ(built("1.14.15").made_of, first.made_of) << "of a release its number says all";
  write("program/program.json", R"({"build": {"tags": ["load"]}})");
  EXPECT_NE(built().made_of, first.made_of);
  std::filesystem::remove(home + "/program/program.json");
  EXPECT_EQ(built().made_of, first.made_of);
  write("program/go.mod", "module m\n\ngo 1.13\n");
  EXPECT_NE(built().made_of, first.made_of);
}

TEST_F(BuildTest, BuildsAgainWhatIsDamaged) {
  const auto first = built();
  std::filesystem::remove(first.executable);
  EXPECT_FALSE(built().from_cache);
  write("cache/builds/" + std::filesystem::path(first.executable).parent_path().filename().string() + "/build.json",
        "{");
  EXPECT_FALSE(built().from_cache);
  EXPECT_TRUE(built().from_cache);
}

TEST_F(BuildTest, InGopathModeBeforeModules) {
  EXPECT_THAT(read(built("1.9.7").executable),
              AllOf(HasSubstr("/gopath/src/schedlitmus.local/program\n"), HasSubstr("GO111MODULE=off\n"),
                    Not(HasSubstr("GOPROXY")), HasSubstr("GOPATH=" + home + "/tmp/")));
}

TEST_F(BuildTest, InModuleModeFrom121) {
  EXPECT_THAT(read(built("1.27.4").executable),
              AllOf(HasSubstr("\ngo 1.27\n"), HasSubstr("GO111MODULE=on\n"), HasSubstr("GOPROXY=fake-proxy\n"),
                    HasSubstr("GOMODCACHE=" + home + "/mod\n"), HasSubstr("GOPATH=" + home + "/gopath\n")));
}

TEST_F(BuildTest, GivesOldReleasesOneProxy) {
  write("program/go.mod", "module example.com/x\n");
  write("env.json", "{\"GOPROXY\": \"first,second|direct\", \"GOMODCACHE\": \"" + home + "/mod\"}");
  EXPECT_THAT(read(built("1.12.17").executable), HasSubstr("GOPROXY=first\n"));
  EXPECT_THAT(read(built("1.13.15").executable), HasSubstr("GOPROXY=first,second|direct\n"));
}

TEST_F(BuildTest, NothingOfTheUsersGoLeaksIn) {
  machine.env["GOROOT"] = "/elsewhere";
  machine.env["CGO_ENABLED"] = "1";
  const auto seen = read(built().executable);
  EXPECT_THAT(seen, AllOf(HasSubstr("CGO_ENABLED=0\n"), HasSubstr("GOENV=off\n"), HasSubstr("GOTOOLCHAIN=local\n"),
                          HasSubstr("GOCACHE=" + home + "/cache/gocache\n"), HasSubstr("HOME=" + home + "\n")));
  EXPECT_THAT(seen, AllOf(Not(HasSubstr("GOFLAGS")), Not(HasSubstr("GODEBUG")), Not(HasSubstr("/elsewhere"))));
  EXPECT_THAT(seen, HasSubstr("GOROOT=" + home + "/mod/golang.org/toolchain@v0.0.1-go1.13.15.linux-amd64\n"));
}

TEST_F(BuildTest, AllowsCgoWhereASourceAsksForIt) {
  write("program/c.go", "package main\n\nimport \"C\"\n");
  machine.env["PATH"] = home + "/bin:/compilers";
  EXPECT_THAT(read(built().executable), AllOf(HasSubstr("CGO_ENABLED=1\n"), HasSubstr(":/compilers:")));
}

TEST_F(BuildTest, ACompileErrorHoldsTheCompilersLines) {
  write("program/main.go", "package broken\n");
  const auto result = build();
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().what, "./main.go:3:6: syntax error\nsub/x.go:1: no");
  EXPECT_EQ(result.error().where, "program on go1.13.15");
  for (const auto& entry : std::filesystem::directory_iterator(home + "/cache/builds")) {
    ADD_FAILURE() << "left: " << entry.path();
  }
}

TEST_F(BuildTest, TheProgramsFolderIsLeftAsItIs) {
  built("1.27.4");
  int files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(home + "/program")) {
    ++files;
  }
  EXPECT_EQ(files, 1);
}

TEST_F(BuildTest, NoSuchProgram) {
  EXPECT_THAT(build("1.13.15", "missing").error().what, HasSubstr("no such program folder"));
  std::filesystem::create_directories(home + "/empty/sub");
  write("empty/sub/x.go", "package x\n");
  EXPECT_THAT(build("1.13.15", "empty").error().what, HasSubstr("no Go source"));
}

}  // namespace
}  // namespace schedlitmus::toolchain

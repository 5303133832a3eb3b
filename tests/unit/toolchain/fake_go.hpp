// A machine with a go command made of shell script, and a module cache, proxy
// and releases to go with it. No network, no Go.
#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "process/launcher.hpp"
#include "support/files.hpp"
#include "toolchain/machine.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::toolchain {

class FakeGo : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "schedlitmus-toolchain-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    home = std::filesystem::canonical(pattern).string();
    for (const char* folder : {"/bin", "/tmp", "/program"}) {
      std::filesystem::create_directories(home + folder);
    }
    write("bin/go", bootstrap_script("1.26.8"), 0755);
    write("env.json", "{\"GOPROXY\": \"fake-proxy\", \"GOSUMDB\": \"fake-sums\", \"GOMODCACHE\": \"" + home +
                          "/mod\", \"GOPATH\": \"" + home + "/gopath\"}\n");
    write("offered",
          "golang.org/toolchain v0.0.1-go1.9.7.linux-amd64 v0.0.1-go1.9.7.darwin-amd64 "
          "v0.0.1-go1.27.4.linux-amd64 v0.0.1-go1.28rc1.linux-amd64\n");
    write("release-go", release_script());
    write("program/main.go", "package main\n\nfunc main() {}\n");
    machine.env = {{"PATH", home + "/bin"},
                   {"HOME", home},
                   {"GOFLAGS", "-buildvcs=false"},
                   {"GODEBUG", "schedtrace=1"},
                   {"HTTPS_PROXY", "fake-https"}};
    machine.platform = "linux-amd64";
    machine.temporary = home + "/tmp";
  }

  void TearDown() override {
    EXPECT_TRUE(std::filesystem::is_empty(home + "/tmp")) << "a temporary folder is left";
    std::filesystem::remove_all(home);
  }

  [[nodiscard]] std::unique_ptr<Toolchain> make() { return make_toolchain(*launcher, {home + "/cache"}, machine); }

  void write(const std::string& name, const std::string& text, mode_t mode = 0644) const {
    const auto path = std::filesystem::path(home) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
    ::chmod(path.c_str(), mode);
  }

  /// Empty where there is none.
  [[nodiscard]] std::string read(const std::string& path) const {
    return read_file(path.starts_with('/') ? path : home + "/" + path).value_or("");
  }

  /// How often the bootstrap go was called with arguments that begin so.
  [[nodiscard]] int calls(const std::string& beginning) const {
    std::istringstream lines(read("calls"));
    int count = 0;
    for (std::string line; std::getline(lines, line);) {
      count += line.starts_with(beginning) ? 1 : 0;
    }
    return count;
  }

  /// As if unpacked by a go command, without run bits.
  void unpack(const std::string& version) const {
    const std::string goroot = "mod/golang.org/toolchain@v0.0.1-go" + version + ".linux-amd64";
    write(goroot + "/bin/go", release_script());
    write(goroot + "/pkg/tool/linux_amd64/compile", "");
    write(goroot + "/VERSION", "go" + version);
  }

  [[nodiscard]] std::string bootstrap_script(const std::string& version) const {
    return "#!/bin/sh\nFAKE='" + home + "'\nVERSION=" + version + R"(
PATH=$PATH:/usr/bin:/bin
echo "$*" >> "$FAKE/calls"
env | sort > "$FAKE/env-of-$1"
ls -A > "$FAKE/folder-of-$1"
case "$*" in
version) echo "go version go$VERSION linux/amd64" ;;
"env GOROOT") echo "$FAKE/goroot" ;;
"env -json"*) cat "$FAKE/env.json" ;;
"list -m -versions golang.org/toolchain")
  if [ -e "$FAKE/list-failure" ]; then cat "$FAKE/list-failure" >&2; exit 1; fi
  cat "$FAKE/offered" ;;
"mod download -json golang.org/toolchain@"*)
  if [ -e "$FAKE/download-failure" ]; then cat "$FAKE/download-failure"; exit 1; fi
  module=${4#golang.org/}
  goroot="$FAKE/mod/golang.org/$module"
  marker="$FAKE/mod/cache/download/golang.org/toolchain/@v/${module#toolchain@}.partial"
  mkdir -p "$goroot/bin" "$goroot/pkg/tool/linux_amd64" "${marker%/*}"
  : > "$marker"
  cp "$FAKE/release-go" "$goroot/bin/go"
  sleep 0.2
  : > "$goroot/pkg/tool/linux_amd64/compile"
  name=${module#toolchain@v0.0.1-}
  echo "${name%.linux-amd64}" > "$goroot/VERSION"
  rm "$marker"
  echo "{\"Path\": \"golang.org/toolchain\", \"Dir\": \"$goroot\"}" ;;
*) echo "unexpected: $*" >&2; exit 2 ;;
esac
)";
  }

  /// Its "executable" is what it was built from: go.mod, folder, environment.
  [[nodiscard]] static std::string release_script() {
    return R"(#!/bin/sh
PATH=$PATH:/usr/bin:/bin
case "$1 $2" in
"version ") echo "go version $(cat "$GOROOT/VERSION") linux/amd64" ;;
"version -m") printf '%s: go\n\tbuild\tDefaultGODEBUG=asynctimerchan=1,x509=0\n\tbuild\tGOOS=linux\n' "$3" ;;
"build -o")
  if grep -q broken main.go; then
    printf '# schedlitmus.local/program\n./main.go:3:6: syntax error\n%s/sub/x.go:1: no\n' "$PWD" >&2
    exit 2
  fi
  { echo '#!/bin/sh'; pwd; cat go.mod 2>/dev/null; env | sort; } > "$3"
  chmod +x "$3" ;;
*) echo "unexpected: $*" >&2; exit 2 ;;
esac
)";
  }

  std::string home;
  Machine machine;
  std::unique_ptr<process::Launcher> launcher = process::make_launcher();
};

}  // namespace schedlitmus::toolchain

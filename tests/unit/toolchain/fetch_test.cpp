#include <gmock/gmock.h>
#include <unistd.h>

#include <thread>

#include "unit/toolchain/fake_go.hpp"

namespace schedlitmus::toolchain {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const Version kRelease{.minor = 13, .patch = 15};

class FetchTest : public FakeGo {
 protected:
  [[nodiscard]] std::string goroot() const { return home + "/mod/golang.org/toolchain@v0.0.1-go1.13.15.linux-amd64"; }

  Error failure() {
    const auto release = make()->get(kRelease);
    EXPECT_FALSE(release.has_value());
    return release ? Error{} : release.error();
  }
};

TEST_F(FetchTest, DownloadsAndMakesItRunnable) {
  const auto release = make()->get(kRelease);
  ASSERT_TRUE(release.has_value()) << to_string(release.error());
  EXPECT_EQ(release->goroot, goroot());
  EXPECT_EQ(release->version, kRelease);
  EXPECT_EQ(::access((goroot() + "/bin/go").c_str(), X_OK), 0);
  EXPECT_EQ(::access((goroot() + "/pkg/tool/linux_amd64/compile").c_str(), X_OK), 0);
}

TEST_F(FetchTest, KeepsTheUsersProxyAndDropsWhatSteersGo) {
  ASSERT_TRUE(make()->get(kRelease).has_value());
  EXPECT_THAT(read("env-of-mod"),
              AllOf(HasSubstr("GOPROXY=fake-proxy\n"), HasSubstr("GOSUMDB=fake-sums\n"),
                    HasSubstr("HTTPS_PROXY=fake-https\n"), HasSubstr("GOFLAGS=\n"), HasSubstr("GOENV=off\n"),
                    HasSubstr("GOTOOLCHAIN=local\n"), HasSubstr("GO111MODULE=on\n"), Not(HasSubstr("GODEBUG"))));
  EXPECT_EQ(read("folder-of-mod"), "") << "no go.mod may be in sight";
}

TEST_F(FetchTest, NeedsNoDownloadForWhatIsUnpacked) {
  unpack("1.13.15");
  ASSERT_TRUE(make()->get(kRelease).has_value());
  EXPECT_EQ(calls("mod"), 0);
}

TEST_F(FetchTest, NeedsNoDownloadForTheLocalGo) {
  const auto release = make()->get({.minor = 26, .patch = 8});
  ASSERT_TRUE(release.has_value());
  EXPECT_EQ(release->goroot, home + "/goroot");
  EXPECT_EQ(calls("mod"), 0);
}

TEST_F(FetchTest, DoesNotUseWhatIsUnpackedInPart) {
  unpack("1.13.15");
  write("mod/cache/download/golang.org/toolchain/@v/v0.0.1-go1.13.15.linux-amd64.partial", "");
  ASSERT_TRUE(make()->get(kRelease).has_value());
  EXPECT_EQ(calls("mod"), 1);
}

TEST_F(FetchTest, TwoAtOnceDownloadOnce) {
  const auto fetch = [this] {
    const auto release = make()->get(kRelease);
    EXPECT_TRUE(release.has_value()) << to_string(release.error());
  };
  std::thread other(fetch);
  fetch();
  other.join();
  EXPECT_EQ(calls("mod"), 1);
}

TEST_F(FetchTest, PassesAChecksumMismatchOn) {
  write("download-failure",
        R"({"Error": "golang.org/toolchain@x: verifying module: checksum mismatch\n\tdownloaded: h1:a\n\tsum: h1:b"})");
  const auto error = failure();
  EXPECT_EQ(error.where, "Go 1.13.15");
  EXPECT_THAT(error.what, HasSubstr("verifying module: checksum mismatch; downloaded: h1:a; sum: h1:b"));
  EXPECT_THAT(error.hint, HasSubstr("nothing of it is used"));
}

TEST_F(FetchTest, TellsThatTheNetworkIsAway) {
  write("download-failure", R"({"Error": "golang.org/toolchain@x: Get \"y\": dial tcp: lookup y: no such host"})");
  EXPECT_THAT(failure().hint, HasSubstr("is the network there?"));
}

TEST_F(FetchTest, TellsThatThereIsNoSuchRelease) {
  write("download-failure", R"({"Error": "golang.org/toolchain@x: reading y: 404 Not Found"})");
  EXPECT_THAT(failure().hint, HasSubstr("does not have it"));
}

TEST_F(FetchTest, TellsWhenTheGoCommandFailsWithoutAnAnswer) {
  write("bin/go",
        "#!/bin/sh\ncase $1 in\nversion) echo go version go1.26.8 x/y;;\nenv) echo /nowhere;;\n"
        "*) echo out of disk >&2; exit 1;;\nesac\n",
        0755);
  EXPECT_THAT(failure().what, HasSubstr("out of disk"));
}

TEST_F(FetchTest, NeedsAGo) {
  std::filesystem::remove(home + "/bin/go");
  EXPECT_THAT(failure().hint, HasSubstr("golang-go"));
}

TEST_F(FetchTest, RefusesAReleaseThatIsNotWhatItSays) {
  unpack("1.13.15");
  write("mod/golang.org/toolchain@v0.0.1-go1.13.15.linux-amd64/VERSION", "go1.13.14");
  EXPECT_THAT(failure().what, HasSubstr("does not answer with its name"));
}

}  // namespace
}  // namespace schedlitmus::toolchain

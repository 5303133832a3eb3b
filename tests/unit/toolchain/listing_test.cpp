#include <gmock/gmock.h>

#include "toolchain/goroot.hpp"
#include "toolchain/local_go.hpp"
#include "toolchain/proxy.hpp"
#include "toolchain/release_list.hpp"
#include "unit/toolchain/fake_go.hpp"

namespace schedlitmus::toolchain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(GoVersion, ReadsTheAnswer) {
  const auto number = [](const std::string& answer) {
    const auto name = parse_go_version(answer);
    return name ? name->version.number() + (name->is_release ? "" : " own") : to_string(name.error());
  };
  EXPECT_EQ(number("go version go1.26.8 linux/amd64\n"), "1.26.8");
  EXPECT_EQ(number("go version go1.4.3 linux/amd64"), "1.4.3");
  EXPECT_EQ(number("go version go1.24.1 X:nocoverageredesign linux/amd64"), "1.24.1");
  EXPECT_EQ(number("go version devel go1.22-0a1b2c Mon linux/amd64"), "1.22-devel own");
  EXPECT_EQ(number("go version go1.28-devel_0a1b2c Mon linux/amd64"), "1.28-devel own");
  EXPECT_EQ(number("go version go1.22.2-acme linux/amd64"), "1.22.2 own");
  EXPECT_EQ(parse_go_version("go version devel go1.22-0a1b2c Mon linux/amd64")->toolchain, "devel go1.22-0a1b2c");
  EXPECT_FALSE(parse_go_version("go version devel +0a1b2c Mon linux/amd64").has_value());
  EXPECT_FALSE(parse_go_version("").has_value());
}

TEST(Offered, TakesThePlatformsReleasesInOrder) {
  const auto versions = parse_offered(
      "golang.org/toolchain v0.0.1-go1.10.linux-amd64 v0.0.1-go1.9.7.linux-arm64 v0.0.1-go1.9.7.linux-amd64 "
      "v0.0.1-go1.9rc2.linux-amd64 v0.0.1-gox.linux-amd64 v0.0.2-go1.1.linux-amd64 v0.0.1-go1.9.7.linux-amd64\n",
      "linux-amd64");
  ASSERT_EQ(versions.size(), 3U);
  EXPECT_EQ(versions[0].to_string(), "1.9rc2");
  EXPECT_EQ(versions[1].to_string(), "1.9.7");
  EXPECT_EQ(versions[2].to_string(), "1.10");
}

class ListingTest : public FakeGo {
 protected:
  Toolchain::Listing list() {
    const auto listing = make()->list();
    EXPECT_TRUE(listing.has_value()) << (listing ? std::string() : to_string(listing.error()));
    return listing.value_or(Toolchain::Listing{});
  }

  static std::vector<std::string> lines(const Toolchain::Listing& listing) {
    std::vector<std::string> result;
    for (const auto& release : listing.releases) {
      result.push_back(release.version.to_string() + (release.installed ? " installed" : "") +
                       (release.offered ? " offered" : ""));
      EXPECT_EQ(release.installed, !release.goroot.empty());
    }
    return result;
  }
};

TEST_F(ListingTest, JoinsWhatIsInstalledAndWhatIsOffered) {
  unpack("1.9.7");
  unpack("1.13.15");
  const auto listing = list();
  EXPECT_THAT(lines(listing), ElementsAre("1.9.7 installed offered", "1.13.15 installed", "1.26.8 installed",
                                          "1.27.4 offered", "1.28rc1 offered"));
  ASSERT_EQ(listing.local.size(), 1U);
  EXPECT_EQ(listing.local.front().to_string(), "1.26.8");
  EXPECT_THAT(listing.warning, IsEmpty());
}

TEST_F(ListingTest, AsksTheProxyOnceADay) {
  list();
  EXPECT_THAT(lines(list()), ElementsAre("1.9.7 offered", "1.26.8 installed", "1.27.4 offered", "1.28rc1 offered"));
  EXPECT_EQ(calls("list"), 1);
}

TEST_F(ListingTest, AsksAgainWhenTheListIsOldOrOfAnotherProxy) {
  list();
  auto kept = load_release_list(home + "/cache/releases.json", "linux-amd64", "fake-proxy");
  if (!kept) FAIL() << "nothing was kept";
  kept->fetched -= std::chrono::hours(25);
  save_release_list(home + "/cache/releases.json", *kept);
  list();
  EXPECT_EQ(calls("list"), 2);
  write("env.json", "{\"GOPROXY\": \"other-proxy\"}");
  list();
  EXPECT_EQ(calls("list"), 3);
}

TEST_F(ListingTest, AsksAgainWhenTheListIsDamaged) {
  for (const char* text : {"", "{", "[]", "{\"fetched\": 1}", "{\"versions\": [1]}"}) {
    write("cache/releases.json", text);
    EXPECT_THAT(lines(list()), ::testing::Contains("1.27.4 offered")) << text;
  }
}

TEST_F(ListingTest, WithoutNetworkTellsWhatIsInstalledAndWhy) {
  unpack("1.9.7");
  write("list-failure", "go: module golang.org/toolchain: Get \"x\": dial tcp: lookup x: no such host\n");
  const auto listing = list();
  EXPECT_THAT(lines(listing), ElementsAre("1.9.7 installed", "1.26.8 installed"));
  EXPECT_THAT(listing.warning, HasSubstr("no such host"));
  EXPECT_THAT(listing.warning, HasSubstr("is the network there?"));
}

TEST_F(ListingTest, WithoutNetworkUsesAnOldList) {
  save_release_list(home + "/cache/releases.json",
                    {{}, "linux-amd64", "fake-proxy", {Version{.minor = 9, .patch = 7}}});
  write("list-failure", "dial tcp: connection refused\n");
  const auto listing = list();
  EXPECT_THAT(lines(listing), ElementsAre("1.9.7 offered", "1.26.8 installed"));
  EXPECT_THAT(listing.warning, HasSubstr("connection refused"));
}

TEST_F(ListingTest, AnOldGoCannotFetch) {
  unpack("1.9.7");
  machine.env["GOMODCACHE"] = home + "/mod";
  write("bin/go", bootstrap_script("1.13.15"), 0755);
  const auto listing = list();
  EXPECT_THAT(lines(listing), ElementsAre("1.9.7 installed", "1.13.15 installed"));
  EXPECT_THAT(listing.warning, HasSubstr("golang-go"));
}

TEST_F(ListingTest, NothingAtAllIsAnError) {
  std::filesystem::remove(home + "/bin/go");
  const auto listing = make()->list();
  ASSERT_FALSE(listing.has_value());
  EXPECT_THAT(listing.error().hint, HasSubstr("golang-go"));
  EXPECT_THAT(listing.error().what, ::testing::Not(HasSubstr("golang-go"))) << "once is enough";
}

TEST_F(ListingTest, TakesTheNewestGoAsBootstrap) {
  write("other/go", bootstrap_script("1.19.8"), 0755);
  write("broken/go", "#!/bin/sh\nexit 1\n", 0755);
  machine.env["PATH"] = home + "/broken:" + home + "/other::relative";
  machine.go_folders = {home + "/bin", home + "/missing"};
  const auto gos = find_local_gos(*launcher, machine);
  ASSERT_EQ(gos.size(), 2U);
  EXPECT_EQ(gos[0].version.to_string(), "1.19.8");
  ASSERT_NE(bootstrap_among(gos), nullptr);
  EXPECT_EQ(bootstrap_among(gos)->version.to_string(), "1.26.8");
}

}  // namespace
}  // namespace schedlitmus::toolchain

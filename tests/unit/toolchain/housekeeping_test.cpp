#include <gmock/gmock.h>
#include <unistd.h>

#include <thread>

#include "toolchain/build_cache.hpp"
#include "toolchain/files.hpp"
#include "toolchain/get_all.hpp"
#include "unit/toolchain/fake_go.hpp"

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Version kRelease{.minor = 13, .patch = 15};

class HousekeepingTest : public FakeGo {
 protected:
  [[nodiscard]] std::string goroot() const { return home + "/mod/golang.org/toolchain@v0.0.1-go1.13.15.linux-amd64"; }
  [[nodiscard]] std::vector<std::string> in(const std::string& folder) const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(home + "/" + folder)) names.push_back(entry.path().filename());
    return names;
  }
};

TEST_F(HousekeepingTest, RemovesAllOfAReleaseAndSaysWhatItFreed) {
  unpack("1.13.15");
  write("mod/cache/download/golang.org/toolchain/@v/v0.0.1-go1.13.15.linux-amd64.zip", std::string(100'000, 'z'));
  write("mod/cache/download/golang.org/toolchain/@v/v0.0.1-go1.13.linux-amd64.zip", "another's");
  fs::permissions(goroot() + "/bin", fs::perms::owner_read | fs::perms::owner_exec);  // as a module cache is
  const auto toolchain = make();
  EXPECT_GT(toolchain->bytes_of(kRelease), 100'000U);
  const auto freed = toolchain->remove(kRelease);
  ASSERT_TRUE(freed.has_value()) << to_string(freed.error());
  EXPECT_GT(*freed, 100'000U);
  EXPECT_THAT(in("mod/golang.org"), IsEmpty());
  EXPECT_THAT(in("mod/cache/download/golang.org/toolchain/@v"),
              ::testing::ElementsAre("v0.0.1-go1.13.linux-amd64.zip"));
  EXPECT_EQ(toolchain->bytes_of(kRelease), 0U);
}

TEST_F(HousekeepingTest, DoesNotRemoveWhatIsNotOursOrNotThere) {
  const auto toolchain = make();
  EXPECT_THAT(toolchain->remove({.minor = 26, .patch = 8}).error().what, HasSubstr("not by schedlitmus"));
  EXPECT_THAT(toolchain->remove(kRelease).error().what, HasSubstr("not on this machine"));
  EXPECT_THAT(toolchain->remove(*Version::parse("1.28-devel@/x")).error().what, HasSubstr("your own"));
}

TEST_F(HousekeepingTest, RefusesWhileAnotherIsAtWork) {
  unpack("1.13.15");
  {
    const auto user = make();
    ASSERT_TRUE(user->get(kRelease).has_value());
    EXPECT_THAT(make()->remove(kRelease).error().what, HasSubstr("at work"));
    EXPECT_THAT(make()->clean().error().what, HasSubstr("at work"));
  }
  EXPECT_TRUE(make()->remove(kRelease).has_value());
}

TEST_F(HousekeepingTest, CleansBuildsAndCompilerCaches) {
  unpack("1.13.15");
  {
    const auto toolchain = make();
    ASSERT_TRUE(toolchain->build(*toolchain->get(kRelease), home + "/program").has_value());
  }
  EXPECT_TRUE(fs::exists(home + "/cache/builds"));
  const auto freed = make()->clean();
  ASSERT_TRUE(freed.has_value());
  EXPECT_GT(*freed, 0U);
  EXPECT_FALSE(fs::exists(home + "/cache/builds"));
  EXPECT_FALSE(fs::exists(home + "/cache/gocache"));
}

TEST_F(HousekeepingTest, SweepsWhatKilledProcessesLeft) {
  fs::create_directories(home + "/cache/builds");
  const auto owned = TemporaryFolder::make(home + "/cache/builds");
  ASSERT_TRUE(owned.has_value());
  for (const char* name :
       {"cache/builds/.schedlitmus-aaaaaa", "tmp/.schedlitmus-bbbbbb", "mod/golang.org/.schedlitmus-cccccc"}) {
    write(std::string(name) + "/half/done", "x");
    fs::permissions(home + "/" + name + "/half", fs::perms::owner_read | fs::perms::owner_exec);
  }
  ASSERT_TRUE(make()->list().has_value());
  EXPECT_THAT(in("cache/builds"), ::testing::ElementsAre(owned->path().filename().string()));
  EXPECT_THAT(in("tmp"), IsEmpty());
  EXPECT_THAT(in("mod/golang.org"), IsEmpty());
}

TEST_F(HousekeepingTest, TrimsTheBuildsThatHaveNotBeenUsedForLongest) {
  for (const char* name : {"old", "older", "new"})
    write(std::string("cache/builds/") + name + "/x", std::string(50'000, 'x'));
  const auto now = fs::file_time_type::clock::now();
  fs::last_write_time(home + "/cache/builds/old", now - std::chrono::hours(1));
  fs::last_write_time(home + "/cache/builds/older", now - std::chrono::hours(2));
  const BuildCache cache({home + "/cache"});
  cache.trim(BuildCache::kMostBytes);
  EXPECT_EQ(in("cache/builds").size(), 3U);
  cache.trim(130'000);
  EXPECT_THAT(in("cache/builds"), ::testing::UnorderedElementsAre("old", "new"));
}

TEST_F(HousekeepingTest, GetsSeveralAtOnceAndTellsHowItGoes) {
  unpack("1.13.15");
  const auto toolchain = make();
  auto listing = toolchain->list();
  ASSERT_TRUE(listing.has_value());
  std::vector<FetchProgress> told;
  const auto caller = std::this_thread::get_id();
  const auto got = get_all(*toolchain, *listing, {kRelease, *Version::parse("1.9.7"), *Version::parse("1.27.4")},
                           [&](const FetchProgress& progress) {
                             EXPECT_EQ(std::this_thread::get_id(), caller);
                             told.push_back(progress);
                           });
  ASSERT_EQ(got.size(), 3U);
  for (const auto& [version, release] : got) EXPECT_TRUE(release.has_value()) << version.to_string();
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back().done, 2);
  EXPECT_EQ(told.back().total, 2) << "one is there";
  EXPECT_THAT(told.back().under_way, IsEmpty());
  EXPECT_EQ(calls("mod"), 2);
}

TEST_F(HousekeepingTest, TellsTheEndToWhoIsSlowToListen) {
  const auto toolchain = make();
  auto listing = toolchain->list();
  ASSERT_TRUE(listing.has_value());
  std::vector<FetchProgress> told;
  (void)get_all(*toolchain, *listing, {*Version::parse("1.9.7"), *Version::parse("1.27.4")},
                [&](const FetchProgress& progress) {
                  told.push_back(progress);
                  std::this_thread::sleep_for(std::chrono::milliseconds(told.size() == 1 ? 700 : 0));
                });
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back().done, 2);
  EXPECT_THAT(told.back().under_way, IsEmpty());
}

TEST_F(HousekeepingTest, FetchIsVerifiedWhateverTheUserSparesHisOwnModules) {
  write("env.json",
        "{\"GOPROXY\": \"p\", \"GONOSUMDB\": \"*\", \"GOPRIVATE\": \"*\", \"GONOPROXY\": \"*\", "
        "\"GOINSECURE\": \"*\", \"GOSUMDB\": \"sums\", \"GOMODCACHE\": \"" +
            home + "/mod\"}");
  machine.env["GOFLAGS"] = "-insecure";
  machine.env["GONOSUMCHECK"] = "1";
  const auto toolchain = make();
  EXPECT_EQ(toolchain->list()->unverified, "");
  ASSERT_TRUE(toolchain->get(kRelease).has_value());
  const auto seen = read("env-of-mod");
  EXPECT_THAT(seen, HasSubstr("GOSUMDB=sums\n"));
  for (const char* name : {"GONOSUMDB", "GOPRIVATE", "GONOPROXY", "GOINSECURE", "GONOSUMCHECK", "-insecure"}) {
    EXPECT_THAT(seen, ::testing::Not(HasSubstr(name)));
  }
}

TEST_F(HousekeepingTest, SaysWhenNothingVerifies) {
  write("env.json", R"({"GOSUMDB": "off"})");
  EXPECT_THAT(make()->list()->unverified, HasSubstr("GOSUMDB=off"));
}

TEST_F(HousekeepingTest, AFetchedGoServesAsBootstrapWhereThereIsNoOther) {
  fs::remove(home + "/bin/go");
  machine.env["GOMODCACHE"] = home + "/mod";
  const std::string newest = "mod/golang.org/toolchain@v0.0.1-go1.21.13.linux-amd64";
  write(newest + "/bin/go", bootstrap_script("1.21.13"));
  write(newest + "/pkg/tool/linux_amd64/compile", "");
  const auto listing = make()->list();
  ASSERT_TRUE(listing.has_value()) << to_string(listing.error());
  EXPECT_THAT(listing->local, IsEmpty());
  EXPECT_TRUE(make()->get(kRelease).has_value());
  EXPECT_EQ(calls("mod download"), 1);
  EXPECT_THAT(read("env-of-mod"), HasSubstr("GOPROXY=fake-proxy\n")) << "the user's settings count";
}

class OwnGoTest : public FakeGo {
 protected:
  void SetUp() override {
    FakeGo::SetUp();
    write("own/bin/go", release_script(), 0755);
    write("own/VERSION", "go1.28-devel_0a1b2c Mon Jan 5");
  }
  [[nodiscard]] Selector::Chosen choose(const std::string& text) const {
    return Selector::parse(text)->choose({{.minor = 27, .patch = 4}}, {});
  }
};

TEST_F(OwnGoTest, IsNamedByItsFolder) {
  const auto chosen = choose("goroot:" + home + "/own, 1.27");
  ASSERT_EQ(chosen.versions.size(), 2U);
  EXPECT_EQ(chosen.versions[1].to_string(), "1.28-devel@" + home + "/own");
  EXPECT_EQ(choose(chosen.versions[1].to_string()).versions.front(), chosen.versions[1]);
  EXPECT_EQ(*Version::parse(chosen.versions[1].to_string()), chosen.versions[1]);
}

TEST_F(OwnGoTest, SaysWhatIsWrongWithAFolder) {
  EXPECT_THAT(choose("goroot:" + home + "/nowhere").errors.at(0).what, HasSubstr("no Go in it"));
  EXPECT_THAT(choose("1.27-devel@" + home + "/own").errors.at(0).what, HasSubstr("is 1.28-devel, not 1.27-devel"));
  fs::remove(home + "/own/bin/go");
  EXPECT_THAT(choose("goroot:" + home + "/own").errors.at(0).hint, HasSubstr("make.bash"));
  EXPECT_FALSE(Selector::parse("goroot:").has_value());
  EXPECT_FALSE(Version::parse("1.28-devel").has_value());
  EXPECT_FALSE(Version::parse("1.28-devel@relative").has_value());
}

TEST_F(OwnGoTest, ACheckoutWithoutVersionSaysWhereItGoes) {
  fs::remove(home + "/own/VERSION");
  write("own/src/internal/goversion/goversion.go", "package goversion\n\nconst Version = 28\n");
  EXPECT_EQ(choose("goroot:" + home + "/own").versions.at(0).number(), "1.28-devel");
}

TEST_F(OwnGoTest, ConditionsFitItByNumberAndSelectorsDoNotChooseIt) {
  const auto own = choose("goroot:" + home + "/own").versions.at(0);
  EXPECT_TRUE(Selector::parse(">=1.14")->matches(own));
  EXPECT_FALSE(Selector::parse("<1.28")->matches(own));
  const auto chosen = Selector::parse("all")->choose({{.minor = 27, .patch = 4}, own}, {own});
  EXPECT_EQ(chosen.versions.size(), 1U);
  EXPECT_EQ(Selector::parse("local")->choose({}, {own}).versions.size(), 1U);
}

TEST_F(OwnGoTest, BuildsAndIsBuiltAgainWhenItChanges) {
  const auto own = choose("goroot:" + home + "/own").versions.at(0);
  const auto toolchain = make();
  const auto release = toolchain->get(own);
  ASSERT_TRUE(release.has_value()) << to_string(release.error());
  EXPECT_EQ(release->toolchain, "go1.28-devel_0a1b2c");
  const auto build = toolchain->build(*release, home + "/program");
  ASSERT_TRUE(build.has_value()) << to_string(build.error());
  EXPECT_EQ(build->toolchain, "go1.28-devel_0a1b2c");
  EXPECT_EQ(build->go_line, "1.28");
  write("own/VERSION", "go1.29-devel_0a1b2c");
  EXPECT_THAT(toolchain->get(own).error().what, HasSubstr("is 1.29-devel, not 1.28-devel"));
}

TEST_F(OwnGoTest, ADevelopmentVersionOnPathIsLocal) {
  write("bin/go", bootstrap_script("1.28-devel_0a1b2c"), 0755);
  write("goroot/VERSION", "go1.28-devel_0a1b2c");
  write("goroot/bin/go", release_script(), 0755);
  const auto listing = make()->list();
  ASSERT_EQ(listing->local.size(), 1U);
  EXPECT_EQ(listing->local[0].to_string(), "1.28-devel@" + home + "/goroot");
}

}  // namespace
}  // namespace schedlitmus::toolchain

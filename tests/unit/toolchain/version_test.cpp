#include <gmock/gmock.h>

#include <algorithm>

#include "toolchain/version.hpp"

namespace schedlitmus::toolchain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Version v(std::string_view text) {
  const auto version = Version::parse(text);
  EXPECT_TRUE(version.has_value()) << text;
  return version.value_or(Version{});
}

TEST(Version, ReadsReleases) {
  EXPECT_EQ(v("1.13.15"), (Version{13, 15, 0, false}));
  EXPECT_EQ(v("go1.13"), (Version{13, 0, 0, false}));
  EXPECT_EQ(v("1.21"), (Version{21, 0, 0, false}));
  EXPECT_EQ(v("1.21rc2"), (Version{21, 0, 2, false}));
  EXPECT_EQ(v("go1.21beta1"), (Version{21, 0, 1, true}));
  EXPECT_EQ(v("1.9.2rc2"), (Version{9, 2, 2, false}));
}

TEST(Version, RejectsWhatIsNone) {
  for (const char* text : {"", "go", "1", "1.", "2.0", "1.13.", "1.013", "1.13.15.1", "1.21rc", "1.21rc0", "1.-3",
                           "1.+3", "1.13 ", " 1.13", "1.13x", "devel", "1.99999999999", "gogo1.1", "1.21rc1beta1"}) {
    EXPECT_FALSE(Version::parse(text).has_value()) << text;
  }
}

TEST(Version, ErrorQuotesTheText) { EXPECT_THAT(Version::parse("1.x").error().what, HasSubstr("\"1.x\"")); }

TEST(Version, WritesAsGoDoes) {
  for (const char* text : {"1.5", "1.13.15", "1.21rc2", "1.21beta1", "1.9.2rc2", "1.20", "1.21.0", "1.27.4"}) {
    EXPECT_EQ(v(text).to_string(), text);
  }
  EXPECT_EQ(v("1.21").to_string(), "1.21.0");
  EXPECT_EQ(v("1.5.0").to_string(), "1.5");
}

TEST(Version, IsOrderedByAge) {
  const std::vector<Version> ascending = {v("1.2.2"),    v("1.9"),       v("1.9.2rc2"),  v("1.9.2"),   v("1.13"),
                                          v("1.13.15"),  v("1.21beta1"), v("1.21beta2"), v("1.21rc1"), v("1.21rc2"),
                                          v("1.21rc10"), v("1.21.0"),    v("1.21.13")};
  EXPECT_TRUE(std::ranges::is_sorted(ascending));
  for (std::size_t i = 1; i < ascending.size(); ++i) {
    EXPECT_LT(ascending[i - 1], ascending[i]);
    EXPECT_NE(ascending[i - 1], ascending[i]);
  }
}

bool matches(std::string_view selector, std::string_view version) {
  const auto parsed = Selector::parse(selector);
  EXPECT_TRUE(parsed.has_value()) << selector;
  return parsed && parsed->matches(v(version));
}

TEST(SelectorAsCondition, AMinorMeansAllOfIt) {
  EXPECT_TRUE(matches("1.13", "1.13"));
  EXPECT_TRUE(matches("1.13", "1.13.15"));
  EXPECT_TRUE(matches("1.13", "1.13rc1"));
  EXPECT_FALSE(matches("1.13", "1.14rc1"));
  EXPECT_FALSE(matches("1.13", "1.1"));
}

TEST(SelectorAsCondition, APatchMeansItAlone) {
  EXPECT_TRUE(matches("1.13.15", "1.13.15"));
  EXPECT_FALSE(matches("1.13.15", "1.13.14"));
  EXPECT_TRUE(matches("1.5.0", "1.5"));
  EXPECT_FALSE(matches("1.5.0", "1.5.4"));
  EXPECT_TRUE(matches("1.21rc2", "1.21rc2"));
  EXPECT_FALSE(matches("1.21rc2", "1.21.0"));
}

TEST(SelectorAsCondition, Comparisons) {
  EXPECT_TRUE(matches(">=1.5", "1.5"));
  EXPECT_TRUE(matches(">=1.5", "1.5rc1")) << "candidates of 1.5 count as 1.5";
  EXPECT_TRUE(matches(">=1.5", "1.27.4"));
  EXPECT_FALSE(matches(">=1.5", "1.4.3"));
  EXPECT_FALSE(matches(">1.4", "1.4.3"));
  EXPECT_TRUE(matches(">1.4", "1.5beta1"));
  EXPECT_FALSE(matches("<1.14", "1.14rc1"));
  EXPECT_TRUE(matches("<1.14", "1.13.15"));
  EXPECT_TRUE(matches("<=1.9", "1.9.7"));
  EXPECT_FALSE(matches("<=1.9", "1.10"));
  EXPECT_TRUE(matches("<1.13.15", "1.13.14"));
  EXPECT_FALSE(matches("<1.13.15", "1.13.15"));
  EXPECT_TRUE(matches(">=1.21rc2", "1.21.0"));
  EXPECT_FALSE(matches(">=1.21rc2", "1.21rc1"));
}

TEST(SelectorAsCondition, RangesIncludeBothEnds) {
  EXPECT_TRUE(matches("1.5..1.13", "1.5"));
  EXPECT_TRUE(matches("1.5..1.13", "1.13.15"));
  EXPECT_FALSE(matches("1.5..1.13", "1.14"));
  EXPECT_FALSE(matches("1.5..1.13", "1.4.3"));
  EXPECT_TRUE(matches("1.13.2..1.13.5", "1.13.5"));
  EXPECT_FALSE(matches("1.13.2..1.13.5", "1.13.6"));
}

TEST(SelectorAsCondition, CommaIsOr) {
  EXPECT_TRUE(matches("<1.5, >=1.14", "1.4.3"));
  EXPECT_TRUE(matches("<1.5, >=1.14", "1.20"));
  EXPECT_FALSE(matches("<1.5, >=1.14", "1.9.7"));
}

TEST(SelectorAsCondition, WordsOfTheMachineFitNothing) {
  EXPECT_TRUE(matches("all", "1.9"));
  EXPECT_FALSE(matches("latest", "1.27.4"));
  EXPECT_FALSE(matches("local", "1.27.4"));
}

TEST(Selector, NamesTheBadTermAndWhatIsAllowed) {
  for (const char* text : {"1.13,newest", "newest", ">=", ">1.5..1.6", "1.9..1.5", "1.5..", "=1.5", "1.5-1.9"}) {
    const auto selector = Selector::parse(text);
    ASSERT_FALSE(selector.has_value()) << text;
    EXPECT_THAT(selector.error().what, HasSubstr("names no Go release"));
    EXPECT_THAT(selector.error().hint, HasSubstr("1.20..1.27"));
  }
  EXPECT_THAT(Selector::parse("1.13,newest").error().what, HasSubstr("\"newest\""));
  for (const char* text : {"", "1.13,", ",1.13", "1.13,,1.14", " "}) {
    EXPECT_THAT(Selector::parse(text).error().what, HasSubstr("empty term")) << text;
  }
}

class Choose : public ::testing::Test {
 protected:
  std::vector<std::string> choose(std::string_view selector) {
    const auto parsed = Selector::parse(selector);
    EXPECT_TRUE(parsed.has_value()) << selector;
    if (!parsed) return {};
    const auto chosen = parsed->choose(available, local);
    errors.resize(chosen.errors.size());
    std::ranges::transform(chosen.errors, errors.begin(), [](const Error& error) { return to_string(error); });
    unknown = chosen.unknown;
    std::vector<std::string> names(chosen.versions.size());
    std::ranges::transform(chosen.versions, names.begin(), &Version::to_string);
    return names;
  }

  std::vector<Version> available = {v("1.27.4"), v("1.2.2"), v("1.13.7"), v("1.13.15"), v("1.14rc1"),  v("1.14.15"),
                                    v("1.9.7"),  v("1.9.2"), v("1.27.3"), v("1.28rc1"), v("1.28beta1")};
  std::vector<Version> local = {v("1.26.8")};
  std::vector<std::string> errors;
  std::vector<std::string> unknown;
};

TEST_F(Choose, AMinorIsItsLastPatch) { EXPECT_THAT(choose("1.13"), ElementsAre("1.13.15")); }

TEST_F(Choose, InOrderAndOnce) {
  EXPECT_THAT(choose("1.27.4,1.9,1.27,latest,1.13.7"), ElementsAre("1.9.7", "1.13.7", "1.27.4"));
}

TEST_F(Choose, TheLastPatchOfEachMinor) {
  EXPECT_THAT(choose("1.9..1.14"), ElementsAre("1.9.7", "1.13.15", "1.14.15"));
  EXPECT_THAT(choose(">=1.14"), ElementsAre("1.14.15", "1.26.8", "1.27.4"));
  EXPECT_THAT(choose("<1.13.15"), ElementsAre("1.2.2", "1.9.7", "1.13.7"));
  EXPECT_THAT(choose("all"), ElementsAre("1.2.2", "1.9.7", "1.13.15", "1.14.15", "1.26.8", "1.27.4"));
}

TEST_F(Choose, ARangeBetweenSingleReleasesMeansEachOfThem) {
  EXPECT_THAT(choose("1.9.2..1.13.7"), ElementsAre("1.9.2", "1.9.7", "1.13.7"));
  EXPECT_THAT(choose("1.13.8..1.13.15"), ElementsAre("1.13.15"));
  EXPECT_THAT(choose("1.9..1.13.7"), ElementsAre("1.9.7", "1.13.7"));
  EXPECT_THAT(choose("1.14rc1..1.14.15"), ElementsAre("1.14rc1", "1.14.15")) << "an end is named";
  EXPECT_THAT(choose("1.13.7..1.28rc1"),
              ElementsAre("1.13.7", "1.13.15", "1.14.15", "1.26.8", "1.27.3", "1.27.4", "1.28rc1"));
}

TEST_F(Choose, CandidatesOnlyByName) {
  EXPECT_THAT(choose("1.28rc1"), ElementsAre("1.28rc1"));
  EXPECT_THAT(choose("1.28,1.13"), ElementsAre("1.13.15"));
  EXPECT_THAT(errors, ElementsAre("no Go release 1.28 (only 1.28rc1: name it to use it)"));
}

TEST_F(Choose, LatestPreviousAndLocal) {
  EXPECT_THAT(choose("latest"), ElementsAre("1.27.4"));
  EXPECT_THAT(choose("previous"), ElementsAre("1.26.8"));
  EXPECT_THAT(choose("local"), ElementsAre("1.26.8"));
  local.clear();
  EXPECT_THAT(choose("previous"), ElementsAre("1.14.15"));
  EXPECT_THAT(choose("local"), IsEmpty());
  EXPECT_THAT(unknown, ElementsAre("local"));
}

TEST_F(Choose, UnknownReleasesAreErrorsOfTheirOwn) {
  EXPECT_THAT(choose("1.99,1.13,1.1,1.13.8,1.20,1.30..1.40"), ElementsAre("1.13.15"));
  EXPECT_THAT(unknown, ElementsAre("1.99", "1.1", "1.13.8", "1.20", "1.30..1.40"));
  EXPECT_THAT(errors,
              ElementsAre("no Go release 1.99 (the newest is 1.27.4)", "no Go release 1.1 (the oldest is 1.2.2)",
                          "no Go release 1.13.8 (the nearest are 1.13.7 and 1.13.15)",
                          "no Go release 1.20 (the nearest are 1.14.15 and 1.26.8)",
                          "no Go release fits 1.30..1.40 (the oldest is 1.2.2, the newest 1.27.4)"));
}

TEST_F(Choose, NothingKnown) {
  available.clear();
  local.clear();
  EXPECT_THAT(choose("all"), IsEmpty());
  EXPECT_THAT(errors, ElementsAre("no Go release fits all (none is known)"));
}

}  // namespace
}  // namespace schedlitmus::toolchain

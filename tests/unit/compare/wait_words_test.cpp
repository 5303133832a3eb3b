#include "compare/wait_words.hpp"

#include <gtest/gtest.h>

#include "compare/series.hpp"

namespace schedlitmus::compare {
namespace {

TEST(WaitWords, EachIsNewAndItsForerunnerIsNot) {
  for (const auto& word : wait_words()) {
    EXPECT_NE(word.word, word.before);
    EXPECT_GE(word.since, 11);
    EXPECT_LE(word.since, 27);
    EXPECT_NE(oldest_word(word.word), "");
  }
  EXPECT_EQ(oldest_word("sync.WaitGroup.Wait (durable)"), "semacquire") << "renamed twice";
  EXPECT_EQ(oldest_word("select"), "select");
  EXPECT_EQ(oldest_word("stopping the world"), "stopping the world") << "new, and no other word for an old one";
}

TEST(WaitWords, ACountMeansTheSameWhereNoWordBeganBetween) {
  const auto wait_group = count_of_word("sync.WaitGroup.Wait");
  const auto any = count_of_oldest("sync.WaitGroup.Wait");
  EXPECT_EQ(wait_group, "goroutines.waiting (sync.WaitGroup.Wait)");
  EXPECT_EQ(any, count_of_oldest("semacquire")) << "one count for all words";
  EXPECT_EQ(worded(wait_group, 23, 24), Worded::otherwise);
  EXPECT_EQ(worded(wait_group, 24, 23), Worded::otherwise) << "either way";
  EXPECT_EQ(worded(count_of_word("semacquire"), 23, 24), Worded::otherwise);
  EXPECT_EQ(worded(count_of_word("semacquire"), 21, 23), Worded::alike);
  EXPECT_EQ(worded(any, 23, 24), Worded::alike);
  EXPECT_EQ(worded(any, 21, 23), Worded::covered);
  EXPECT_EQ(worded(any, 27, 27), Worded::covered);
  EXPECT_EQ(worded(count_of_word("chan receive"), 2, 27), Worded::alike);
  EXPECT_EQ(worded("runqueue", 2, 27), Worded::alike);
  EXPECT_EQ(why_worded(wait_group, 23, 24), "Go says so from 1.24 on, before it was \"semacquire\"");
  EXPECT_EQ(why_worded(count_of_word("semacquire"), 23, 24), "some of it is \"sync.WaitGroup.Wait\" in newer releases");
}

TEST(WaitWords, AWaitIsCountedByItsWordAndInAnyWords) {
  Series series;
  trace::Sample sample;
  sample.detailed = true;
  sample.goroutines_whole = true;
  for (const char* word : {"semacquire", "sync.WaitGroup.Wait", "select", "GC worker (idle)"}) {
    trace::Goroutine goroutine;
    goroutine.status = trace::kGStatusWaiting;
    goroutine.waitreason = word;
    sample.goroutines.push_back(goroutine);
  }
  series.on_sample(sample);
  const auto count = [&](const std::string& name) {
    for (const auto& track : series.tracks())
      if (track.name == name) return track.points.front().value;
    return -1.0;
  };
  EXPECT_EQ(count(count_of_word("semacquire")), 1);
  EXPECT_EQ(count(count_of_word("sync.WaitGroup.Wait")), 1);
  EXPECT_EQ(count(count_of_oldest("semacquire")), 2);
  EXPECT_EQ(count(count_of_word("select")), 1);
  EXPECT_EQ(count(count_of_oldest("select")), -1) << "never renamed: counted once";
  EXPECT_EQ(count("goroutines"), 3) << "without the runtime's own";
}

}  // namespace
}  // namespace schedlitmus::compare

#include "report/binning.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using ::testing::ElementsAre;

/// Each number was seen in one run that held.
CheckReport with_numbers(const std::vector<double>& numbers, ValueOf value_of = ValueOf::sample) {
  CheckReport check = split_check(verdict_of(verdict::VerdictKind::holds, static_cast<int>(numbers.size()), 0));
  check.value_of = value_of;
  for (const double number : numbers)
    check.verdict.histogram.push_back({"number " + std::to_string(number), 1, true, number});
  return check;
}

std::vector<std::string> labels_of(const std::vector<Bin>& bins) {
  std::vector<std::string> labels;
  for (const Bin& bin : bins) labels.push_back(bin.label + ": " + std::to_string(runs_of(bin)));
  return labels;
}

std::vector<std::string> binned(const CheckReport& check) { return labels_of(Binning({&check}).count(check)); }

TEST(Binning, ShowsFewNumbersEachOnItsOwnAscending) {
  EXPECT_THAT(binned(with_numbers({8, 0, 3, 8})), ElementsAre("0: 1", "3: 1", "8: 2"));
}

TEST(Binning, JoinsManyWholeNumbersInRoundSteps) {
  std::vector<double> numbers;
  for (int i = 0; i < 30; ++i) numbers.push_back(i);
  const auto labels = binned(with_numbers(numbers));
  EXPECT_THAT(labels, ElementsAre("0..4: 5", "5..9: 5", "10..14: 5", "15..19: 5", "20..24: 5", "25..29: 5"));
}

TEST(Binning, ShowsSharesInPercentWhateverTheyAreMadeOf) {
  EXPECT_THAT(binned(with_numbers({15.0 / 16, 30.0 / 32, 1}, ValueOf::share)), ElementsAre("94 %: 2", "100 %: 1"));
}

TEST(Binning, JoinsManySharesAndKeepsTheWhole) {
  std::vector<double> shares;
  for (int i = 80; i <= 100; ++i) shares.push_back(i / 100.0);
  const auto labels = binned(with_numbers(shares, ValueOf::share));
  EXPECT_THAT(labels, ::testing::Contains("80 % to 82 %: 2"));
  EXPECT_EQ(labels.back(), "100 %: 1");
  EXPECT_LE(labels.size(), kMostBins);
}

TEST(Binning, NeverMakesMoreBinsThanAllowedAndLosesNoRun) {
  for (const double factor : {1e-6, 0.37, 1.0, 7.0, 1e6}) {
    for (const double offset : {-5.0, 0.0, 1234.5}) {
      std::vector<double> numbers;
      for (int i = 0; i < 100; ++i) numbers.push_back(offset + factor * i * i);
      const CheckReport check = with_numbers(numbers);
      int runs = 0;
      const auto bins = Binning({&check}).count(check);
      for (const Bin& bin : bins) runs += runs_of(bin);
      EXPECT_EQ(runs, 100);
      EXPECT_LE(bins.size(), kMostBins) << factor << " from " << offset;
    }
  }
}

TEST(Binning, PutsTheRarestOfManyTextsTogether) {
  CheckReport check = split_check({});
  check.verdict.histogram = {{"common", 9, true}, {"common", 1, false}};
  for (int i = 0; i < 20; ++i) check.verdict.histogram.push_back({"text " + std::to_string(i), 1, false});
  const auto bins = Binning({&check}).count(check);
  EXPECT_EQ(bins.front().label, "common");
  EXPECT_EQ(bins.front().held, 9);
  EXPECT_EQ(bins.front().missed, 1);
  EXPECT_EQ(bins.back().label, "9 other values");
  EXPECT_TRUE(bins.back().rest);
  EXPECT_EQ(runs_of(bins.back()), 9);
}

TEST(Histograms, AreAlignedOverTheReleasesOfACheck) {
  Report report = long_report();
  report.cells.resize(2);
  report.cells[0].checks[0] = with_numbers({1, 2});
  report.cells[1].checks[0] = with_numbers({2, 7});
  const Histograms histograms(report);
  EXPECT_THAT(labels_of(histograms.of(report.cells[0].checks[0])), ElementsAre("1: 1", "2: 1", "7: 0"));
  EXPECT_THAT(labels_of(histograms.of(report.cells[1].checks[0])), ElementsAre("1: 0", "2: 1", "7: 1"));
  EXPECT_THAT(labels_of(histograms.seen_in(report.cells[1].checks[0])), ElementsAre("2: 1", "7: 1"));
}

TEST(Histograms, KeepAReleasesOwnFormOfACheckApart) {
  Report report = long_report();
  report.cells.resize(2);
  report.cells[0].checks[0] = with_numbers({1, 2});
  report.cells[1].checks[0] = holding_check();
  report.cells[1].checks[0].condition = "local_queues = [4 4]";
  const Histograms histograms(report);
  EXPECT_THAT(labels_of(histograms.of(report.cells[0].checks[0])), ElementsAre("1: 1", "2: 1"));
  EXPECT_THAT(labels_of(histograms.of(report.cells[1].checks[0])), ElementsAre("[4 4]: 8", "[4 3]: 2"));
}

}  // namespace
}  // namespace schedlitmus::report

// All measures of a text, as a store tells those of a load.
#include <gmock/gmock.h>

#include "expectation/program_output.hpp"

namespace schedlitmus::expectation {
namespace {

using testing::ElementsAre;
using testing::FieldsAre;
using testing::IsEmpty;

std::vector<Measure> measures_of(std::string_view text, std::size_t piece) {
  MeasureCollector collector;
  for (std::size_t at = 0; at < text.size(); at += piece) collector.feed(text.substr(at, piece));
  return collector.take();
}

TEST(Measures, TheLastValueOfEachNameInTheOrderInWhichNamesCame) {
  constexpr std::string_view kText =
      "measure: requests=1\nhello\nmeasure: p99_ms = 6.1 \r\nmeasure: no sign\n measure: late=1\nmeasure: requests=2";
  for (const std::size_t piece : {1, 7, 1000})
    EXPECT_THAT(measures_of(kText, piece), ElementsAre(FieldsAre("requests", "2"), FieldsAre("p99_ms", "6.1")));
  EXPECT_THAT(measures_of("", 1), IsEmpty());
}

TEST(Measures, OfManyNamesTheFirstOnes) {
  std::string text;
  for (std::size_t i = 0; i <= kMostMeasures; ++i) text += "measure: m" + std::to_string(i) + "=1\n";
  const auto measures = measures_of(text, text.size());
  ASSERT_EQ(measures.size(), kMostMeasures);
  EXPECT_EQ(measures.back().name, "m" + std::to_string(kMostMeasures - 1));
}

}  // namespace
}  // namespace schedlitmus::expectation

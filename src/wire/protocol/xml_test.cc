#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wire/protocol/test_shapes.h"
#include "wire/protocol/xml_decode.h"
#include "wire/protocol/xml_encode.h"

namespace gantry::wire::shapes {
namespace {

using testing::HasSubstr;

Result<Sample> from_xml(std::string_view text) {
    Sample sample;
    if (auto done = decode_xml({.text = text}, reflect::type_of<Sample>(), &sample, nullptr);
        !done) {
        return done.error();
    }
    return sample;
}

std::string refused_xml(std::string_view text) {
    return error_message(from_xml(text));
}

TEST(Xml, RoundTrip) {
    const Sample sample = full_sample();
    std::string text;
    append_xml_element(text, "Root", "", reflect::type_of<Sample>(), {}, &sample);
    const auto read = from_xml(text);
    ASSERT_TRUE(read.has_value()) << error_message(read);
    EXPECT_EQ(*read, sample);
}

TEST(Xml, NamespacesCommentsAndUnknownElementsDoNotMatter) {
    const auto read = from_xml(
        "<?xml version=\"1.0\"?>\n<!-- a --><a:S xmlns:a=\"x\" b=\"1\">\n  <a:Small>4</a:Small>"
        "<Other><Small>5</Small></Other> text <aText>x<!-- c -->y<![CDATA[<&]]></aText></a:S>"
    );
    ASSERT_TRUE(read.has_value()) << error_message(read);
    EXPECT_EQ(*read, (Sample{.text = "xy<&", .small = 4}));
    EXPECT_EQ(*from_xml(""), Sample{});
    EXPECT_EQ(*from_xml("<S/>"), Sample{});
}

TEST(Xml, SpacesBelongToText) {
    EXPECT_EQ(from_xml("<S><aText>  </aText></S>")->text, "  ");
    EXPECT_EQ(from_xml("<S><aText></aText></S>")->text, "");
    EXPECT_EQ(from_xml("<S><aText>a&#xD;&#10;b\r\nc</aText></S>")->text, "a\r\nb\nc");
    std::string out;
    append_xml_text(out, "a\r\n\t\x01\xFF\xEF\xBF\xBF");
    EXPECT_EQ(out, "a&#xD;\n\t\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Xml, EmptyListsAndMaps) {
    const auto read = from_xml("<S><Words/><ByName></ByName><Items> </Items></S>");
    ASSERT_TRUE(read.has_value()) << error_message(read);
    EXPECT_EQ(read->words, std::vector<std::string>{});
    EXPECT_EQ(read->by_name, (std::map<std::string, Part>{}));
    EXPECT_EQ(read->items, std::vector<Part>{});
    EXPECT_FALSE(read->flat.has_value());
}

TEST(Xml, WrongTypesNameTheMember) {
    EXPECT_EQ(
        refused_xml("<S><Items><item><Count>x</Count></item></Items></S>"),
        "SerializationException: Items[0].Count: expected a 32-bit integer, found 'x'"
    );
    EXPECT_EQ(
        refused_xml("<S><Flat>a</Flat><Flat><b/></Flat></S>"),
        "SerializationException: Flats[1]: expected text, found elements"
    );
    EXPECT_EQ(
        refused_xml("<S><Tags><K>a</K></Tags></S>"),
        "SerializationException: Tags.a: expected a value"
    );
    EXPECT_EQ(
        refused_xml("<S><ByName><entry/></ByName></S>"),
        "SerializationException: ByName: expected a key"
    );
    EXPECT_EQ(
        refused_xml("<S><Choice/></S>"),
        "SerializationException: Choice: expected one member of Choice, found 0"
    );
    EXPECT_THAT(refused_xml("<S><Colour>red</Colour></S>"), HasSubstr("InvalidEnumValue: Colour"));
    EXPECT_THAT(refused_xml("<S><aText>\xFF</aText></S>"), HasSubstr("Text: expected UTF-8"));
}

TEST(Xml, WhatIsNoDocumentIsRefused) {
    for (const std::string_view bad : {"x", " ", "<a", "<a></b>", "<a/><b/>", "<!-- -->", "</a>"}) {
        EXPECT_THAT(refused_xml(bad), HasSubstr("malformed XML")) << bad;
    }
    for (const std::string_view stray :
         {"x<S/>", "<S/>x", "<S/> x ", "<!-- -->x<S/>", "<S/><![CDATA[ ]]>", "3;a=b\r\n<S/>"}) {
        EXPECT_THAT(refused_xml(stray), HasSubstr("one outermost element")) << stray;
    }
    EXPECT_EQ(refused_xml("\r\n <?xml version=\"1.0\"?>\t<S/>\n<!-- --> \n"), "");
    EXPECT_THAT(refused_xml("<a>&#0;</a>"), HasSubstr("number 0"));
    EXPECT_THAT(refused_xml("<a>&#x000;</a>"), HasSubstr("number 0"));
    EXPECT_THAT(refused_xml(std::string_view("<a>\0</a>", 8)), HasSubstr("XML"));
}

TEST(Xml, ThereAreNoEntities) {
    EXPECT_THAT(
        refused_xml("<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d SYSTEM \"file:///etc/passwd\">]>"
                    "<S><aText>&b;&d;</aText></S>"),
        HasSubstr("document type")
    );
    EXPECT_EQ(from_xml("<S><aText>&lt;&b;</aText></S>")->text, "<&b;");
}

TEST(Xml, SizeAndNestingAreBounded) {
    std::string many = "<S>";
    for (std::size_t i = 0; i < kMaxXmlParts; ++i) many += "<a/>";
    EXPECT_THAT(refused_xml(many + "</S>"), HasSubstr("too many elements"));
    std::string deep = "<S>";
    for (int i = 0; i < 1000; ++i) deep += "<Part><Parts><member>";
    EXPECT_THAT(refused_xml(deep), HasSubstr("malformed XML"));
    std::string closed = "<S><Part>";
    for (int i = 0; i < 40; ++i) closed += "<Parts><member>";
    for (int i = 0; i < 40; ++i) closed += "</member></Parts>";
    EXPECT_THAT(refused_xml(closed + "</Part></S>"), HasSubstr("nested too deeply"));
    std::string unknown;
    for (int i = 0; i < 100'000; ++i) unknown += "<a>";
    for (int i = 0; i < 100'000; ++i) unknown += "</a>";
    EXPECT_EQ(refused_xml("<S>" + unknown + "</S>"), "");
}

}  // namespace
}  // namespace gantry::wire::shapes

#include "services/s3/files/outside_page.h"

#include <utility>

#include "base/reflect.h"
#include "wire/protocol/xml_decode.h"

namespace gantry::s3 {
namespace {

struct PageObject {
    std::string key;

    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info =
            reflect::structure<PageObject>("Object", {reflect::field<&PageObject::key>("Key")});
        return info;
    }
};

struct Page {
    bool is_truncated = false;
    std::vector<PageObject> contents;

    static constexpr reflect::WireTraits kFlat{.flattened = true};

    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<Page>(
            "ListBucketResult",
            {
                reflect::field<&Page::is_truncated>("IsTruncated"),
                reflect::field<&Page::contents>("Contents", {}, &kFlat),
            }
        );
        return info;
    }
};

}  // namespace

Result<OutsidePage> read_outside_page(std::string_view xml) {
    if (xml.empty()) return invalid_argument("a list of objects is empty text");
    Page read;
    const wire::XmlBody body{.text = xml, .traits = {}, .root = "ListBucketResult"};
    const auto how = wire::decode_xml(body, Page::type_info(), &read, nullptr);
    if (!how) return how.error();
    OutsidePage page{.goes_on = read.is_truncated, .keys = {}};
    for (PageObject& object : read.contents) page.keys.push_back(std::move(object.key));
    return page;
}

}  // namespace gantry::s3

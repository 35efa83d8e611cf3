"""The families of sites we can read, by the key a profile names; a readable dict, no magic."""

from typing import Final

from scrapers.family import Layout
from scrapers.layouts.article_header import ARTICLE_HEADER
from scrapers.layouts.cms_star import CMS_STAR
from scrapers.layouts.content_box import CONTENT_BOX
from scrapers.layouts.content_fck import CONTENT_FCK
from scrapers.layouts.dnn import DNN
from scrapers.layouts.drupal import DRUPAL
from scrapers.layouts.generic import GENERIC
from scrapers.layouts.joomla import JOOMLA
from scrapers.layouts.liferay import LIFERAY
from scrapers.layouts.nukeviet import NUKEVIET
from scrapers.layouts.sharepoint import SHAREPOINT
from scrapers.layouts.vccorp import VCCORP
from scrapers.layouts.webcenter import WEBCENTER
from scrapers.layouts.websphere import WEBSPHERE
from scrapers.layouts.wordpress import WORDPRESS

LAYOUTS: Final[dict[str, Layout]] = {
    "article_header": ARTICLE_HEADER,
    "cms_star": CMS_STAR,
    "content_box": CONTENT_BOX,
    "content_fck": CONTENT_FCK,
    "dnn": DNN,
    "drupal": DRUPAL,
    "generic": GENERIC,
    "joomla": JOOMLA,
    "liferay": LIFERAY,
    "nukeviet": NUKEVIET,
    "sharepoint": SHAREPOINT,
    "vccorp": VCCORP,
    "webcenter": WEBCENTER,
    "websphere": WEBSPHERE,
    "wordpress": WORDPRESS,
}

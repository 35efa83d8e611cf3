"""Drupal 7, and 8 to 10."""

from scrapers.family import Family
from scrapers.look import Look

DRUPAL = Family(
    "drupal",
    (
        Look(
            name="8",
            title=("h1.page-title", "h1.page-header", ".node__title h1", "h1.node__title",
                   ".block-page-title-block h1"),
            body=("article.node--view-mode-full .field--name-body", "main .field--name-body",
                  ".field--name-body"),
            lead=(".field--name-field-summary", ".field--name-field-sapo",
                  ".field--name-field-tom-tat"),
            published=("article.node--view-mode-full [property='schema:dateCreated']",
                       "article.node--view-mode-full .node__meta time",
                       "article.node--view-mode-full .field--name-created",
                       ".node__submitted", ".node__meta", ".submitted"),
            byline=(".node__meta [rel=author]", ".node__meta .node__author",
                    ".node__meta .username", ".node__meta .field--name-uid"),
            source=(".field--name-field-source .field__item", ".field--name-field-nguon"),
            section=(".field--name-field-category a", ".field--name-field-tags a"),
            files=(".field--name-field-file", ".field--name-field-attachments"),
        ),
        Look(
            name="7",
            title=("h1.page-title", "h1#page-title", "h1.title", "#content h1", "h1"),
            body=("div[id^=node-].node-full .field-name-body", "div[id^=node-] .field-name-body",
                  "div[id^=node-] > .content", "div[id^=node-] .content"),
            published=("div[id^=node-] .submitted", ".submitted"),
            byline=("div[id^=node-] .submitted .username",),
            section=(".field-type-taxonomy-term-reference a", ".breadcrumb a"),
            files=(".field-type-file",),
            drop=(".links", ".submitted"),
        ),
    ),
)  # fmt: skip

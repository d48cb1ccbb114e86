/** What a stage, and what a request is about, is called. A matrix may name stages of its own: those are read as they are written. */
import type { Language } from './catalogue.ts';
import enStages from './en/stages.json' with { type: 'json' };
import enSubjects from './en/request-subjects.json' with { type: 'json' };
import zhSubjects from './zh-CN/request-subjects.json' with { type: 'json' };
import zhStages from './zh-CN/stages.json' with { type: 'json' };

const names: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': zhStages,
  en: enStages,
};

export function stageName(language: Language, key: string): string {
  return names[language][key] ?? key.replaceAll('_', ' ');
}

const subjects: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': zhSubjects,
  en: enSubjects,
};

export function subjectName(language: Language, subjectType: string): string {
  return subjects[language][subjectType] ?? subjectType.replaceAll('_', ' ');
}

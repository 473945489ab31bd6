/** The one door for notebooks and other programs. */
export { openLake, Lake, type OpenOptions, type Params } from './lake/lake.js';
export { UserError } from './lake/error.js';
export type { QueryResult, Row, Column } from './lake/result.js';
export type { Rating } from './lake/views.js';
export { classify, type Classification, type ClassifyOptions } from './mining/classify.js';
export type { MethodScore } from './mining/classify-methods.js';
export type { ClassifyTask } from './mining/classify-tasks.js';
export { compareFranchiseMethods, type MethodRow } from './mining/franchises/compare.js';
export { findFranchises, type FranchiseOptions, type FranchiseRow, type FranchiseSummary } from './mining/franchises/franchises.js';
export { franchiseMethods, type FranchiseMethodName } from './mining/franchises/methods.js';
export { explainMember, type MemberReasons } from './mining/franchises/why.js';
export { scoreFranchises, type FranchiseScore, type FranchiseScoreOptions, type FranchiseScores } from './mining/score-franchises.js';
export { scorePredictions, type PredictionScoreOptions, type PredictionScores } from './mining/score-predictions.js';
export { area, bar, heatmap, histogram, line, scatter, svg, table, type ChartSettings, type Rows } from './reports/workbench.js';
export { tagVectors, nearestTags, type NearTag, type TagVectors, type TagVectorsOptions } from './mining/tag-vectors.js';
export { pcaOf, type FeaturePca, type FeaturePcaOptions } from './mining/feature-table.js';
